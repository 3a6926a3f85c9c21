import { join } from 'node:path';
import { mirror } from '../../../modules/cli/commands/mirror';
import { settled } from '../../../modules/cli/local/settled';
import { ensureStopped } from '../../../modules/cli/local/stop';
import { main } from '../../../modules/cli/main';
import { readSavedPlans, writeSavedPlans } from '../../../modules/cli/pipeline/saved-plans';
import { inOrder } from '../../../modules/cli/pipeline/synthesized-stacks';
import { HostRejection } from '../../../modules/cli/review/comment/code-host';
import type { CodeHost } from '../../../modules/cli/review/comment/code-host';
import { postComment } from '../../../modules/cli/review/comment/post-comment';
import { readSteps } from '../../../modules/conformance/lifecycle/read-steps';
import { providerExecutable } from '../../../modules/delivery';
import { systemClock } from '../../../modules/kernel';
import { claimFolder } from '../../../modules/machine';
import { expectTold } from '../../support/expect-told';
import type { Told } from '../../support/expect-told';
import { removeTemporaryFolders, temporaryFolder } from '../../support/temporary-folder';
import { collectingTerminal } from './collecting-terminal';
import { launch, planOf } from './review/plan-of';

afterEach(removeTemporaryFolders);

/** Runs the command in a folder; returns what it says on stderr. */
async function tuneform(folder: string, ...argv: readonly string[]): Promise<string> {
  const terminal = collectingTerminal(folder);
  await main(argv, terminal);
  return terminal.stderr.join('\n');
}

/** Does work while this process owns the folder and answers no request for it. */
async function ownedBySilence<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const claim = await claimFolder(folder, systemClock);
  try {
    return await work();
  } finally {
    if (claim.held) claim.release();
  }
}

/** A code host that does not accept the token. */
const closedHost: CodeHost = {
  where: 'acme/infrastructure#7',
  maxLength: 1000,
  rights: 'The token needs the scope `api`.',
  // eslint-disable-next-line require-yield -- it never gets as far as a comment
  async *comments() {
    throw new HostRejection(403, 'Forbidden');
  },
  create: () => Promise.resolve(),
  update: () => Promise.resolve(),
};

interface Row {
  readonly when: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly make: (folder: string) => unknown;
  readonly told: Told;
}

const plans = (folder: string) => {
  writeSavedPlans(folder, {
    tree: null,
    plans: [
      { stack: 'churn', folder: 'cdktf.out', plan: 'churn.tfplan', sha256: '0'.repeat(64), changes: true },
    ],
    waiting: [],
  });
  return readSavedPlans(folder);
};

const stack = (name: string, dependency: string) => ({ name, folder: name, dependencies: [dependency] });

describe('a command that fails', () => {
  it.each<Row>([
    {
      when: 'there is no terminal to confirm on',
      make: (folder) => tuneform(folder, 'local', 'reset', '--directory', 'data'),
      told: { code: 'CONFIRMATION_NEEDED', names: 'data?', remedy: '--yes' },
    },
    {
      when: 'the folder to reset is not that of a local cloud',
      files: { 'thesis.tex': '' },
      make: (folder) => tuneform(folder, 'local', 'reset', '--yes', '--directory', folder),
      told: { code: 'NOT_A_LOCAL_CLOUD', names: 'tuneform-files-', remedy: 'Check --directory' },
    },
    {
      when: 'the owner of a folder does not answer',
      make: (folder) => ownedBySilence(folder, () => settled(folder, 0)),
      told: {
        code: 'LOCAL_CLOUD_NOT_ANSWERING',
        names: `Process ${String(process.pid)}`,
        remedy: 'npx tuneform local stop',
      },
    },
    {
      when: 'the owner of a folder survives SIGKILL',
      make: (folder) =>
        ownedBySilence(folder, () =>
          ensureStopped(folder, 0, { sendSignal: () => true, waitUntilGone: () => Promise.resolve(false) }),
        ),
      told: {
        code: 'LOCAL_CLOUD_DOES_NOT_STOP',
        names: `Process ${String(process.pid)}`,
        remedy: 'then run the command again',
      },
    },
    {
      when: 'a region has no prices',
      make: (folder) => tuneform(folder, 'prices', 'show', '--region', 'mars-north-1'),
      told: { code: 'PRICES_NOT_FOUND', names: 'mars-north-1', remedy: 'npx tuneform prices refresh' },
    },
    {
      when: 'a plan costs more than a review allows',
      files: { 'plan.json': planOf([launch]) },
      make: (folder) => tuneform(folder, 'review', 'plan.json', '--max-cost', '0.1'),
      told: { code: 'REVIEW_LIMIT_BROKEN', names: 'a limit', remedy: 'raise the limit' },
    },
    {
      when: 'a code host does not accept the token',
      make: () =>
        postComment(
          closedHost,
          { marker: 'm', body: 'm' },
          { clock: systemClock, signal: new AbortController().signal },
        ),
      told: {
        code: 'REVIEW_NOT_POSTED',
        names: 'acme/infrastructure#7: 403 Forbidden',
        remedy: 'scope `api`',
      },
    },
    {
      when: 'a folder has no plans',
      make: (folder) => readSavedPlans(folder),
      told: { code: 'PLANS_NOT_FOUND', names: 'plans.json', remedy: 'Plan first' },
    },
    {
      when: 'a plan was written again after its review',
      files: { 'churn.tfplan': 'another plan' },
      make: plans,
      told: { code: 'PLANS_CHANGED', names: '"churn"', remedy: 'plan again' },
    },
    {
      when: 'stacks depend on each other',
      make: () => inOrder([stack('one', 'two'), stack('two', 'one')]),
      told: { code: 'STACKS_IN_CIRCLE', names: 'one, two', remedy: 'Remove one of the dependencies' },
    },
    {
      when: 'the file of a provider is missing',
      make: (folder) => tuneform(folder, 'provider', 'build', 'gone.ts', '--out', 'out'),
      told: { code: 'NO_PROVIDER_SOURCE', names: 'gone.ts', remedy: 'calls serveProvider' },
    },
    {
      when: 'the executable to write is a folder',
      files: { 'main.ts': '', 'out/keep': '' },
      make: (folder) => tuneform(folder, 'provider', 'build', 'main.ts', '--out', 'out'),
      told: { code: 'OUT_IS_A_FOLDER', names: 'out is a folder', remedy: 'terraform-provider-NAME_v0.1.0' },
    },
    {
      when: 'the provider is not built and cannot be built',
      make: (folder) => {
        mirror('plugins', {}, collectingTerminal(folder), () => providerExecutable(folder));
      },
      told: { code: 'PROVIDER_NOT_BUILT', names: 'terraform-provider-tuneform_v', remedy: 'npm run build' },
    },
    {
      when: 'the folder of the steps is missing',
      make: (folder) => readSteps(join(folder, 'steps')),
      told: { code: 'STEPS_UNREADABLE', names: 'steps" cannot be read', remedy: 'Name the folder' },
    },
    {
      when: 'a step expects something else',
      files: { '1.tf': '# expect: magic' },
      make: (folder) => readSteps(folder),
      told: { code: 'STEPS_UNREADABLE', names: '"magic"', remedy: 'Allowed are' },
    },
  ])('names the value and a remedy where $when', async ({ files = {}, make, told }) => {
    const folder = temporaryFolder(files);
    await expectTold(() => make(folder), told);
  });

  it('for a reason of the machine tells a script so, with the machine’s message', async () => {
    const folder = temporaryFolder({ data: '' });
    const said = await tuneform(folder, 'local', 'reset', '--yes', '--json', '--directory', 'data');
    expect(JSON.parse(said)).toEqual({
      error: {
        code: 'UNEXPECTED_FAILURE',
        summary: 'Unexpected Failure',
        message: expect.stringMatching(/^ENOTDIR.*data/),
        exitCode: 1,
      },
    });
  });
});
