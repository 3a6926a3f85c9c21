import { silentLogger } from '../../../../modules/kernel';
import { JobLog } from '../../../../modules/local-cloud/jobs/job-log';
import { ManualClock } from '../../../support/manual-clock';

test('lines that cannot be written are lost and named, later ones are written', async () => {
  const clock = new ManualClock();
  const written: string[] = [];
  const said: unknown[] = [];
  let full = true;
  const logs = {
    append: (_group: string, _stream: string, events: readonly { message: string }[]) => {
      if (full) throw new Error('disk full');
      written.push(...events.map(({ message }) => message));
    },
  };
  const logger = { ...silentLogger, error: (...line: unknown[]) => void said.push(line) };
  const log = new JobLog({ logs, clock, logger, directory: '/cloud' }, { group: 'g', stream: 's' });
  log.add('one');
  await clock.advance(100);
  expect(said).toEqual([['job log lines lost', { group: 'g', stream: 's', lines: 1, error: 'disk full' }]]);
  full = false;
  log.add('two');
  await clock.advance(100);
  expect(written).toEqual(['two']);
});
