import { silentLogger, systemClock } from '../../modules/kernel';
import { Outbox } from '../../modules/local-cloud/events/outbox';
import { openLmdbStore } from '../../modules/local-cloud/store/lmdb-store';

/** Writes three events beside their records; its subscriber is done with the first alone. Killed by the test. */
async function main(): Promise<void> {
  const store = openLmdbStore(process.argv[2] ?? '');
  const records = store.collection<string>('records');
  const events = new Outbox({ store, clock: systemClock, logger: silentLogger });
  events.subscribe('half', ({ name }) => (name === 'first' ? undefined : new Promise(() => undefined)));
  for (const name of ['first', 'second', 'third']) {
    store.transaction(() => {
      records.put(name, 'done');
      events.append({ kind: 'training job', name, arn: `arn:${name}`, status: 'Completed', atMs: 1 });
    });
  }
  const left = store.collection('events/outbox');
  while ([...left.list()].length > 2) await new Promise(setImmediate);
  process.stdout.write('written\n');
  process.stdin.on('end', () => process.exit(0)).resume();
}

void main();
