import type { OwnedObject } from '../../aws';
import type { Style } from '../terminal/style';
import { renderTable } from '../terminal/table';

/** Returns the orphans as a table, with those that cost money marked. */
export function renderOrphans(orphans: readonly OwnedObject[], style: Style): string {
  const columns = [
    { title: 'kind' },
    { title: 'name' },
    { title: 'status' },
    { title: 'owner' },
    { title: 'of' },
    { title: 'since' },
  ];
  const rows = orphans.map((orphan) => [
    orphan.kind,
    orphan.billed ? style.bad(orphan.name) : orphan.name,
    orphan.status === undefined ? '' : orphan.billed ? style.warn(orphan.status) : orphan.status,
    orphan.owner,
    placeOf(orphan),
    new Date(orphan.createdAtMs).toISOString().slice(0, 16).replace('T', ' '),
  ]);
  return renderTable(columns, rows, style);
}

function placeOf({ kind, belongsTo, generation, proven }: OwnedObject): string {
  const source = kind === 'tuning job' ? 'experiment' : kind === 'training job' ? 'smoke run' : 'endpoint';
  const of = `${source} ${belongsTo ?? '?'}`;
  const which = generation === undefined ? '' : `, generation ${String(generation)}`;
  return `${of}${which}${proven ? '' : ' (in doubt)'}`;
}
