"""Settings: the environment and `.env`, read once; every fault is named at once, and never the token itself."""

import re
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.addresses import POSTGRES, SQLITE, file_at
from bot.refusals import BadSetting

DEFAULT_DATABASE = "unwind.db"

SECRET_SHAPE = r"[A-Za-z0-9_-]{1,256}"

TOKEN_SHAPE = r"^\d+:[A-Za-z0-9_-]{30,}$"


class SettingsFault(BadSetting):
    """A setting is wrong."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        """`faults` are whole lines, each naming its setting."""
        super().__init__("\n".join(faults))
        self.faults = faults


class Settings(BaseSettings):
    """What whoever hosts the bot may set; the names are those of the environment, in capitals."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    bot_token: SecretStr | None = Field(
        None, description="The token of @BotFather; empty: the sandbox starts, and no token is needed."
    )
    bot_api_url: str = Field(
        "https://api.telegram.org/bot", description="The Bot API server; the token is appended to it."
    )
    database_url: str = Field(
        "",
        description="sqlite:///path/to/file or postgresql://...; empty: unwind.db in the user's data folder.",
    )
    chat_rate: float = Field(
        1, ge=0, le=1000, allow_inf_nan=False, description="Messages a second to one chat, after a short burst; 0: any."
    )
    bulk_rate: int = Field(
        30, ge=1, le=1000, description="Messages a second for reminders; above 30 each is paid for in Telegram Stars."
    )
    proxy_url: SecretStr | None = Field(
        None, description="The proxy to reach the Bot API by; empty: HTTPS_PROXY or HTTP_PROXY of the environment."
    )
    content_dir: Path | None = Field(None, description="A folder of content of your own; empty: the one shipped.")
    keep_sessions_days: int = Field(
        730, ge=30, le=730, description="Days for which a record of what somebody did is kept; two years at most."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")
    host: str = Field("127.0.0.1", description="The address the sandbox, the webhook or the metrics listen on.")
    port: int = Field(8080, ge=0, le=65535, description="The port they listen on; 0: any free one.")
    webhook_url: str = Field("", description="Where Telegram posts updates; empty: the bot asks for them.")
    webhook_secret: SecretStr | None = Field(None, description="What Telegram sends along; empty: made from the token.")
    metrics: bool = Field(False, description="Serve /healthz and /metrics without a webhook, too.")

    @field_validator("bot_token", "proxy_url", "webhook_secret", mode="before")
    @classmethod
    def _secret_or_none(cls, value: object) -> object:
        return value or None

    @field_validator("bot_token")
    @classmethod
    def _token_shape(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.match(TOKEN_SHAPE, value.get_secret_value()):
            raise ValueError("is no token; it looks like 123456:AAE..., as @BotFather gives it")
        return value

    @field_validator("content_dir", mode="before")
    @classmethod
    def _folder_or_none(cls, value: object) -> object:
        return value or None

    @field_validator("content_dir")
    @classmethod
    def _folder(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError("is no folder")
        return value

    @field_validator("bot_api_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("is no address; it begins with http:// or https://")
        return value

    @field_validator("proxy_url")
    @classmethod
    def _proxy(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith(("http://", "https://")):
            raise ValueError("is no proxy I know; it looks like http://user:password@host:3128")
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if value and not value.startswith((SQLITE, *POSTGRES)):
            raise ValueError("is no database I know; sqlite:///path/to/file or postgresql://...")
        return value

    @field_validator("metrics", mode="before")
    @classmethod
    def _off_when_empty(cls, value: object) -> object:
        return value or False

    @field_validator("webhook_url")
    @classmethod
    def _secure_address(cls, value: str) -> str:
        if value and not value.startswith("https://"):
            raise ValueError("is no address Telegram posts to; it begins with https://")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret_shape(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(SECRET_SHAPE, value.get_secret_value()):
            raise ValueError("is no secret Telegram takes; 1 to 256 letters, digits, _ and -")
        return value

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be shown: the token, the webhook's secret, the passwords of the proxy and the database."""
        plain = [secret.get_secret_value() for secret in (self.bot_token, self.webhook_secret) if secret]
        addresses = [self.database_url, self.proxy_url.get_secret_value() if self.proxy_url else ""]
        passwords = [unquote(urlsplit(address).password or "") for address in addresses]
        return tuple(secret for secret in (*plain, *passwords) if secret)

    @property
    def proxy(self) -> str | None:
        """The proxy's address; None: the one that the environment names."""
        return self.proxy_url.get_secret_value() if self.proxy_url else None

    @property
    def database(self) -> Path | str:
        """The SQLite file, or the URL of the PostgreSQL database."""
        if self.database_url.startswith(POSTGRES):
            return self.database_url
        if self.database_url:
            return file_at(self.database_url)
        return user_data_path("unwind", appauthor=False) / DEFAULT_DATABASE

    @property
    def database_shown(self) -> str:
        """The database as it may be told: never the password."""
        if isinstance(self.database, Path):
            return str(self.database)
        parts = urlsplit(self.database)
        return f"postgresql://{parts.hostname or ''}{parts.path}"


def read_settings() -> Settings:
    """Read the settings; SettingsFault names every one that is wrong, and shows no value."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsFault(tuple(map(_fault, error.errors(include_input=False, include_url=False)))) from None


def _fault(item: ErrorDetails) -> str:
    return f"{str(item['loc'][0]).upper()}: {item['msg'].removeprefix('Value error, ')}"
