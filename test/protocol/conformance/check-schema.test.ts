import { join } from 'node:path';
import { checkSchema } from '../../../modules/conformance';
import { bundle } from '../plugin/bundle';

async function findings(main: string) {
  const built = await bundle(join(__dirname, main), 'terraform-provider-corner_v0.0.1');
  try {
    return await checkSchema(built.executable);
  } finally {
    built.remove();
  }
}

it('finds every schema of a provider and nothing wrong with them', async () => {
  const found = await findings('../plugin/corner-main.ts');
  expect(found.map(({ check, ok }) => `${check}: ${String(ok)}`)).toEqual([
    'schema answer: true',
    'schema of provider: true',
    'schema of resource corner_everything: true',
    'schema of resource corner_waiting: true',
    'schema of resource corner_quiet: true',
    'schema of resource corner_renamed: true',
    'schema of resource corner_noisy: true',
    'schema of data source corner_object: true',
    'schema of ephemeral resource corner_token: true',
  ]);
});

it('names place and rule of each mistake, beside what the provider says of itself', async () => {
  const wrong = (await findings('misdescribed-main.ts')).filter(({ ok }) => !ok);
  const ours = wrong.filter(({ check }) => check === 'schema of resource misdescribed_thing');
  expect(ours.map(({ message, remedy }) => [message, remedy?.slice(0, 7)])).toEqual([
    ['count is a word that Terraform reserves.', 'Rule R2'],
    ['Camel is not a name that Terraform accepts.', 'Rule R2'],
    ['rule is a map and has limits.', 'Rule R6'],
  ]);
  const answered = wrong.filter(({ check }) => check === 'schema answer');
  expect(answered).toHaveLength(3);
  expect(answered[0]?.message).toContain('Provider Defect (R2)');
});

it('says what happened when there is no answer', async () => {
  expect(await checkSchema('/bin/true')).toMatchObject([
    { check: 'schema answer', ok: false, message: expect.stringContaining('without a handshake') as string },
  ]);
});
