"""Settings: the environment and `.env`, read once; every fault is named at once, and never the token itself."""

import re
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

DEFAULT_DATABASE = "unwind.db"

TOKEN_SHAPE = r"^\d+:[A-Za-z0-9_-]{30,}$"


class SettingsFault(Exception):
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
    database_url: str = Field("", description="sqlite:///path/to/file; empty: unwind.db in the user's data folder.")
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
    host: str = Field("127.0.0.1", description="The address the sandbox listens on.")
    port: int = Field(8080, ge=0, le=65535, description="The port the sandbox listens on; 0: any free one.")

    @field_validator("bot_token", "proxy_url", mode="before")
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
        if value and not value.startswith("sqlite:///"):
            raise ValueError("is no database I know; sqlite:///path/to/file")
        return value

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be shown: the token, and the password of the proxy."""
        token = self.bot_token.get_secret_value() if self.bot_token else ""
        password = urlsplit(self.proxy_url.get_secret_value()).password if self.proxy_url else ""
        return tuple(secret for secret in (token, unquote(password or "")) if secret)

    @property
    def proxy(self) -> str | None:
        """The proxy's address; None: the one that the environment names."""
        return self.proxy_url.get_secret_value() if self.proxy_url else None

    @property
    def database(self) -> Path:
        """The SQLite file."""
        if self.database_url:
            return Path(self.database_url.removeprefix("sqlite:///")).expanduser()
        return user_data_path("unwind", appauthor=False) / DEFAULT_DATABASE


def read_settings() -> Settings:
    """Read the settings; SettingsFault names every one that is wrong, and shows no value."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsFault(tuple(map(_fault, error.errors(include_input=False, include_url=False)))) from None


def _fault(item: ErrorDetails) -> str:
    return f"{str(item['loc'][0]).upper()}: {item['msg'].removeprefix('Value error, ')}"
