import { invokeEndpoint } from '../../aws';
import { TuneformError } from '../../kernel';
import type { World } from '../world';

/** Rows of a table, as CSV. */
export interface CsvRows {
  /** Names of the columns. @default - the model knows its columns by their order */
  readonly header?: string;
  readonly rows: readonly string[];
}

/** Sends rows to an endpoint as CSV and returns the number that it answers for each. */
export async function predictionsOf(
  { session, signal }: Pick<World, 'session' | 'signal'>,
  endpointName: string,
  { header, rows }: CsvRows,
): Promise<readonly number[]> {
  const body = `${[...(header === undefined ? [] : [header]), ...rows].join('\n')}\n`;
  const asked = { endpointName, contentType: 'text/csv', accept: 'text/csv', body };
  const answer = await invokeEndpoint(session, asked, signal);
  const predictions = answer.trim().split('\n').map(Number);
  if (predictions.length === rows.length && predictions.every((value) => Number.isFinite(value))) {
    return predictions;
  }
  throw new TuneformError(
    `Endpoint "${endpointName}" should have answered ${String(rows.length)} numbers, one for each row. Correct the container’s serve ` +
      `program. The answer begins: ${answer.slice(0, 200)}`,
    { code: 'UNEXPECTED_ANSWER', summary: 'Unexpected Answer from the Endpoint' },
  );
}
