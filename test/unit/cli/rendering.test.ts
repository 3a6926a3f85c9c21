import { TuneformError } from '../../../modules/kernel';
import { renderCard } from '../../../modules/cli/terminal/card';
import { describeFailure } from '../../../modules/cli/terminal/describe-failure';
import { formatDuration } from '../../../modules/cli/terminal/duration';
import { formatNumber, formatSetting } from '../../../modules/cli/terminal/figures';
import { ansiStyle, noStyle, styleFor } from '../../../modules/cli/terminal/style';
import { renderTable } from '../../../modules/cli/terminal/table';

describe('figures', () => {
  it.each([
    [400, '0.4 s', 'short times need a decimal'],
    [12_345, '12 s', 'seconds are enough from ten on'],
    [185_000, '3 min 05 s', 'seconds are padded so that columns align'],
    [7_800_000, '2 h 10 min', 'nobody counts seconds of hours'],
    [59_700, '1 min 00 s', 'rounding must not give 60 s'],
  ])('%d ms reads %s: %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('keeps integers whole, long decimals short and words as they are', () => {
    expect([formatNumber(12), formatNumber(0.98123456), formatNumber(0.00000123)]).toEqual([
      '12',
      '0.9812',
      '1.230e-6',
    ]);
    expect([formatSetting('0.0512345678'), formatSetting('gbtree'), formatSetting('')]).toEqual([
      '0.05123',
      'gbtree',
      '',
    ]);
  });
});

describe('styles', () => {
  it.each<[NodeJS.ProcessEnv, boolean, typeof noStyle, string]>([
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, noStyle, 'NO_COLOR wins over everything'],
    [{ NO_COLOR: '' }, true, ansiStyle, 'an empty NO_COLOR does not count (no-color.org)'],
    [{ FORCE_COLOR: '1' }, false, ansiStyle, 'colour can be forced into a pipe'],
    [{}, false, noStyle, 'a pipe gets plain text'],
    [{ TERM: 'dumb' }, true, noStyle, 'a dumb terminal gets plain text'],
  ])('%j, terminal %s: %#', (env, isTty, style) => {
    expect(styleFor(env, isTty)).toBe(style);
  });
});

describe('tables and cards', () => {
  it('aligns columns, measures without colour codes and leaves no space at line ends', () => {
    const columns = [{ title: 'job' }, { title: 'metric', align: 'right' as const }];
    const text = renderTable(
      columns,
      [
        [ansiStyle.good('a-long-name'), '0.5'],
        ['b', '0.98'],
      ],
      noStyle,
    );
    // eslint-disable-next-line no-control-regex -- the colour codes are what is taken out
    const lines = text.replace(/\u001b\[\d+m/g, '').split('\n');
    expect(lines).toEqual(['job          metric', 'a-long-name     0.5', 'b              0.98']);
  });

  it('aligns labels, indents continued lines and leaves out what is not known', () => {
    const card = renderCard(
      [
        ['name', 'digits'],
        ['endpoint', undefined],
        ['settings', 'a = 1\nb = 2'],
      ],
      noStyle,
    );
    expect(card).toBe('  name      digits\n  settings  a = 1\n            b = 2');
  });
});

describe('describeFailure', () => {
  it('gives summary, explanation and the stable code at the end', () => {
    const failure = new TuneformError('Port 4747 is taken.', { code: 'PORT_TAKEN', summary: 'Port Taken' });
    expect(describeFailure(failure, noStyle)).toBe('Error: Port Taken\nPort 4747 is taken. [PORT_TAKEN]');
  });
});
