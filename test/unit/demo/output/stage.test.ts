import { Stage } from '../../../../modules/demo/output/stage';
import { noStyle } from '../../../../modules/cli/terminal/style';

function stageWith(live: boolean): { readonly stage: Stage; readonly written: () => string } {
  let written = '';
  const stage = new Stage({ write: (text) => (written += text), style: noStyle, live, columns: 20 });
  return { stage, written: () => written };
}

describe('Stage', () => {
  it('writes plain lines and no control codes where lines cannot be redrawn', () => {
    const { stage, written } = stageWith(false);
    stage.live('working');
    stage.block('a\n\nb');
    expect(written()).toBe('  a\n\n  b\n');
  });

  it('keeps the changing line below the lines that stay, and cuts it to the terminal', () => {
    const { stage, written } = stageWith(true);
    stage.live('0123456789012345678901234');
    stage.line('done');
    expect(written()).toBe('0123456789012345678\r\u001b[2Kdone\n0123456789012345678');
  });

  it('keeps the time of every part, also of one that failed', async () => {
    const { stage } = stageWith(false);
    await stage.part('first', async () => undefined);
    await expect(stage.part('second', async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(
      stage
        .timings()
        .split('\n')
        .map((line) => line.split(/ {2,}/)),
    ).toEqual([
      ['part', 'time'],
      ['first', expect.stringMatching(/ s$/)],
      ['second', expect.stringMatching(/ s$/), 'not finished'],
      ['total', expect.stringMatching(/ s$/)],
    ]);
  });
});
