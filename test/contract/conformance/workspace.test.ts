import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkLifecycle, Workspace } from '../../../modules/conformance';
import type { Clock } from '../../../modules/kernel';
import { ManualClock } from '../../support/manual-clock';

const SECOND = 1_000;
let folder: string;
let over: AbortController;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slow-terraform-'));
  over = new AbortController();
});
afterEach(() => {
  over.abort();
  rmSync(folder, { recursive: true, force: true });
});

/** A program in Terraform's stead. */
function program(name: string, ...lines: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, ['#!/bin/sh', ...lines].join('\n'));
  chmodSync(file, 0o755);
  return file;
}

/** Resolves once the condition holds, however long that takes while the test goes on. */
async function until(condition: () => boolean): Promise<void> {
  const { signal } = over;
  while (!condition()) {
    signal.throwIfAborted();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A process that its parent has not collected is dead all the same.
    return !/^\d+ \(.*\) Z /s.test(readFileSync(`/proc/${String(pid)}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('a command of Terraform', () => {
  const started = () => join(folder, 'started');
  const pidOf = (): number => Number(readFileSync(started(), 'utf8'));
  const running = async () => {
    await until(() => existsSync(started()) && readFileSync(started(), 'utf8').includes('\n'));
    return pidOf();
  };

  it.each([
    { how: 'is interrupted at its limit', trap: '', grace: 0 },
    { how: 'is killed when it does not heed that', trap: "trap '' INT", grace: 20 * SECOND },
  ])('$how, together with what it started', async ({ trap, grace }) => {
    const clock = new ManualClock();
    // The child does not heed interrupts, as providers do not.
    const command = program(
      'hanging',
      trap,
      'echo before; echo careful >&2',
      `(trap '' INT; exec sleep 1000) & echo $! > ${started()}`,
      'wait; wait; sleep 1000',
    );
    const workspace = new Workspace({}, command, { commandLimitMs: 60 * SECOND, clock });
    let child = 0;
    try {
      const outcome = workspace.run('apply', '-no-color');
      child = await running();
      await clock.advance(60 * SECOND - 1);
      expect(isAlive(child)).toBe(true);
      await clock.advance(1 + grace);
      expect(await outcome).toEqual({
        code: 1,
        stdout: 'before\n',
        stderr: `careful\n\n${command} apply -no-color did not end within 60 s and was stopped.`,
        late: true,
      });
      await until(() => !isAlive(child));
      expect(clock.sleeping).toBe(0);
    } finally {
      if (child > 0 && isAlive(child)) process.kill(child, 'SIGKILL');
      workspace.remove();
    }
  });

  it('that ends in time leaves nothing waiting for its limit', async () => {
    const clock = new ManualClock();
    const workspace = new Workspace({}, program('quick', 'echo out; echo err >&2; exit 3'), { clock });
    expect(await workspace.run('plan')).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\n' });
    expect(clock.sleeping).toBe(0);
    expect(process.listenerCount('SIGINT')).toBe(0);
    workspace.remove();
  });
});

describe('a life under a Terraform that hangs', () => {
  const hanging = () => join(folder, 'hanging');
  /** The limit of a command is reached once the command hangs, and not before. */
  const clock: Clock = {
    now: () => 0,
    sleep: async (_ms, signal) => {
      await until(() => existsSync(hanging()) || signal?.aborted === true);
      signal?.throwIfAborted();
      rmSync(hanging());
    },
  };
  const life = (hangs: string) =>
    checkLifecycle({
      executable: program('terraform-provider-x_v0.0.1'),
      terraform: program(
        'terraform',
        `case "$*" in ${hangs}) touch ${hanging()}; exec sleep 1000;; show*-json*) echo '{}';; esac`,
      ),
      address: 'a/x',
      clock,
      steps: [
        { name: 'one', configuration: '' },
        { name: 'two', configuration: '' },
      ],
    });
  const seen = (findings: Awaited<ReturnType<typeof life>>) =>
    findings.map(
      ({ check, ok, remedy }) =>
        `${ok ? 'ok' : 'FAIL'} ${check}${remedy?.includes('is waiting for') ? ' late' : ''}`,
    );

  it('ends, and the destruction is tried all the same', async () => {
    expect(seen(await life('apply*'))).toEqual(['FAIL one: apply late', 'ok destroy: destroy']);
  });

  it('says so of a plan, and does not repeat it', async () => {
    expect(seen(await life('"plan -no-color -input=false -detailed-exitcode"'))).toEqual([
      'ok one: apply',
      'FAIL one: plan late',
      'ok two: apply',
      'FAIL two: plan late',
      'ok destroy: destroy',
    ]);
  });

  it('says so of what only tells what happened', async () => {
    expect(seen(await life('"show -json"'))).toEqual([
      'ok one: apply',
      'ok one: plan',
      'ok one: second plan',
      'ok one: refresh',
      'ok two: apply',
      'ok two: plan',
      'ok two: second plan',
      'ok two: refresh',
      'FAIL destroy: show late',
    ]);
    expect(seen(await life('"show -json step.tfplan"'))[0]).toBe('FAIL one: show late');
  });
});

it.each([
  { address: 'a/x', remedy: expect.stringContaining('source = "registry.terraform.io/a/x"') as string },
  { address: 'registry.opentofu.org/a/x', remedy: 'Fix the configuration.' },
])('a registry that is not the one of $address is told from other mistakes', async ({ address, remedy }) => {
  const said = 'could not connect to registry.opentofu.org';
  const [found] = await checkLifecycle({
    executable: program('terraform-provider-x_v0.0.1'),
    terraform: program('tofu', `test "$1" != init || { echo ${said} >&2; exit 1; }`, "echo '{}'"),
    address,
    steps: [{ name: 'one', configuration: '' }],
  });
  expect(found).toMatchObject({ check: 'one: apply', ok: false, said, remedy });
});
