// Talks to the sandbox: the same endpoints that tests use, and a stream of what changes.

export async function ask(path, body, method = body === undefined ? "GET" : "POST") {
  const answer = await fetch(path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const result = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(result.error ?? answer.statusText), { status: answer.status });
  return result;
}

export function personPath(person, what) {
  return `/sandbox/people/${person.id}/${what}`;
}

// Listens until `leave` is called; `onOpen` runs at every (re)connection, so that nothing is missed.
export function listen(person, { onOpen, onChange, onAway }) {
  let source, timer, left = false;
  const connect = () => {
    source = new EventSource(personPath(person, "stream"));
    source.onopen = onOpen;
    source.onmessage = (event) => onChange(JSON.parse(event.data));
    source.onerror = () => {
      if (left) return;
      onAway();
      source.close();
      timer = setTimeout(connect, 1000);
    };
  };
  connect();
  return () => {
    left = true;
    clearTimeout(timer);
    source.close();
  };
}
