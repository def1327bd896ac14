/** The page of the app: where it runs, as a list of facts. */
export function page(facts: Readonly<Record<string, string | number>>): string {
  const rows = Object.entries(facts).map(
    ([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(String(value))}</dd>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="application-name" content="node-server">
<link rel="icon" href="data:,">
<title>Hello from Node.js</title>
<style>
  :root { color-scheme: light dark; font: 1.05rem/1.6 system-ui, sans-serif; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
  dl { display: grid; grid-template-columns: auto 1fr; gap: 0.3rem 1.5rem; }
  dd { margin: 0; font-family: monospace; overflow-wrap: anywhere; }
</style>
<main>
  <h1>Hello from Node.js</h1>
  <p>You asked for <code>/</code> and this server answered. Here is where it runs:</p>
  <dl>${rows.join('')}</dl>
</main>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;');
}
