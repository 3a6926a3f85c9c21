import type { Bench } from './bench';
import { experimentBlock, imageBlock, providerBlock } from './configurations';
import { onBench } from './on-bench';
import type { TerraformFolder } from './terraform-folder';

let bench: Bench;
let folder: TerraformFolder;

onBench((stand) => {
  ({ bench, folder } = stand);
});

/** An amount that is known only after another object is created. */
const LATER = (usd: number): string => `resource "terraform_data" "budget" { input = ${String(usd)} }\n`;

const write = (name: string, extra: string, more = '', jobs = 3): void => {
  folder.write(
    providerBlock(bench) + imageBlock(bench) + more + experimentBlock(bench, { name, jobs, extra }),
  );
};
const launches = (since: number): number =>
  bench.mutations(since).filter((operation) => operation === 'CreateHyperParameterTuningJob').length;

describe('a budget', () => {
  it('that is known only during the apply is kept then, before anything is launched', async () => {
    const before = Date.now();
    write('later', 'budget_usd = terraform_data.budget.output', LATER(0.01));
    await folder.plan();
    const { code, output } = await folder.run('apply', '-auto-approve', '-no-color');
    expect([code, output]).toEqual([1, expect.stringContaining('Cost Ceiling Above Budget')]);
    expect(launches(before)).toBe(0);
  });

  it('that stops the search is applied although it was unknown in the plan', async () => {
    const budget = 'budget_usd = terraform_data.budget.output\n  budget_action = "stop"';
    write('stopping', budget, LATER(0.04));
    await folder.apply();
    expect((await folder.state())['tuneform_experiment.it']?.['cost_ceiling']).toMatch(/^\$0\.04/);
    await folder.expectEmptyPlans();
  });

  it('that stops the search is applied although the search was not known in the plan', async () => {
    const role = 'resource "terraform_data" "role" { input = "' + bench.roleArn + '" }\n';
    const options = { name: 'open', role: 'terraform_data.role.output' };
    const extra = 'budget_usd = 0.04\n  budget_action = "stop"';
    folder.write(
      providerBlock(bench) + imageBlock(bench) + role + experimentBlock(bench, { ...options, extra }),
    );
    await folder.apply();
    expect((await folder.state())['tuneform_experiment.it']?.['cost_ceiling']).toMatch(/^\$0\.04/);
    await folder.expectEmptyPlans();
  });

  it('rejects an edit in the plan and leaves the record of the search as it was', async () => {
    write('edited', 'budget_usd = 1');
    await folder.apply();
    const before = (await folder.state())['tuneform_experiment.it'];
    write('edited', 'budget_usd = 1', '', 300);
    expect((await folder.run('plan', '-no-color')).output).toContain('Cost Ceiling Above Budget');
    write('edited', 'budget_usd = 1');
    await folder.expectEmptyPlans();
    expect((await folder.state())['tuneform_experiment.it']).toMatchObject({ action: before?.['action'] });
  });
});
