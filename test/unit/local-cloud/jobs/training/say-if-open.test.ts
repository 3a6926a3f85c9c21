import { sayIfOpen } from '../../../../../modules/local-cloud/jobs/training/say-if-open';
import { ManualClock } from '../../../../support/manual-clock';

const SENTENCE =
  'Local cloud: the program listens on every network interface of this machine (port 8786, 8787), so other machines can reach ' +
  'it. Bind 127.0.0.1 if SAGEMAKER_BASE_DIR is set; only the local cloud sets it.';

/** A program whose open ports the test sets, and what is said of it. */
function program() {
  const clock = new ManualClock();
  const said: string[] = [];
  const state = { ports: [] as readonly number[], looks: 0 };
  let end = (): void => undefined;
  const exited = new Promise<{ exitCode: number }>((resolve) => (end = () => resolve({ exitCode: 0 })));
  const openPorts = (): readonly number[] => {
    state.looks += 1;
    return state.ports;
  };
  const done = sayIfOpen({ openPorts, exited }, { clock, say: (line) => said.push(line) });
  return { clock, said, state, end, done };
}

describe('a training program that other machines can reach', () => {
  it('is told once, however late it starts to listen', async () => {
    const { clock, said, state, done } = program();
    await clock.advance(600_000);
    expect(said).toEqual([]);
    state.ports = [8786, 8787];
    await clock.advance(60_000);
    await done;
    await clock.advance(600_000);
    expect(said).toEqual([SENTENCE]);
  });

  it('is looked for ever more seldom, and no more once it has ended', async () => {
    const { clock, state, end, done } = program();
    await clock.advance(3_600_000);
    const { looks } = state;
    expect(looks).toBeLessThan(70);
    end();
    await done;
    await clock.advance(3_600_000);
    expect(state.looks).toBe(looks);
    expect(clock.sleeping).toBe(0);
  });
});
