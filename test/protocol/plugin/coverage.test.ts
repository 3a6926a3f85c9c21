import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callHandlers } from '../../../modules/plugin/server/call-handlers';
import { bundle } from './bundle';
import { PluginHost, raw } from './plugin-host';

const page = readFileSync(join(__dirname, '../../../docs/reference/plugin-protocol.md'), 'utf8');
const [, answered = '', unimplemented = ''] = page.split(/^## .*$/m);
const named = (section: string): string[] =>
  [...section.matchAll(/^\| `(\w+)` /gm)].map(([, name = '']) => name).sort();

it('the page about the protocol lists every call that is answered', () => {
  expect(named(answered)).toEqual(Object.keys(callHandlers).sort());
});

it('every other call of the protocol is answered "unimplemented", and the provider goes on', async () => {
  const built = await bundle(join(__dirname, 'corner-main.ts'), 'terraform-provider-corner_v0.0.1');
  const host = new PluginHost(built.executable);
  try {
    const client = await host.client();
    expect(named(unimplemented)).toHaveLength(15);
    for (const name of named(unimplemented)) {
      await expect(raw(client, `/tfplugin6.Provider/${name}`, Buffer.alloc(0))).rejects.toMatchObject({
        code: 12,
      });
    }
    await expect(raw(client, '/tfplugin6.Provider/GetMetadata', Buffer.alloc(0))).resolves.toBeDefined();
  } finally {
    await host.dispose();
    built.remove();
  }
});
