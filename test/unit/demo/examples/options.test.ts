import { EXAMPLES } from '../../../../modules/demo/examples/registry';
import { exampleCommand } from '../../../../modules/demo/examples/options';
import type { ExampleChoice } from '../../../../modules/demo/examples/options';

async function parse(...argv: string[]): Promise<{ listed: number; chosen: readonly ExampleChoice[] }> {
  const chosen: ExampleChoice[] = [];
  let listed = 0;
  const command = exampleCommand(
    EXAMPLES,
    () => (listed += 1),
    (choice) => {
      chosen.push(choice);
      return Promise.resolve();
    },
  );
  await command.exitOverride().parseAsync(argv, { from: 'user' });
  return { listed, chosen };
}

describe('the command line of an example', () => {
  it('lists the examples without a name', async () => {
    expect(await parse()).toEqual({ listed: 1, chosen: [] });
  });

  it('plays the one that is named, and takes it down when asked to', async () => {
    expect((await parse('mars', '--destroy')).chosen).toMatchObject([
      { example: { name: 'mars' }, destroy: true, keep: false },
    ]);
  });

  it('rejects another name and says which there are', async () => {
    await expect(parse('marz')).rejects.toMatchObject({
      code: 'BAD_USAGE',
      message: expect.stringMatching(/There is no example "marz". There are: mars/) as string,
    });
  });
});
