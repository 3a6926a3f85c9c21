import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SmokeRequestConfig } from '../modules/constructs';

/**
 * Returns one image of a channel of digits, without its label, as a request that any working model answers with a
 * digit. Undefined if the channel is empty.
 */
export function smokeRequest(channelFolder: string): SmokeRequestConfig | undefined {
  const file = existsSync(channelFolder)
    ? readdirSync(channelFolder)
        .filter((name) => name.endsWith('.csv'))
        .sort()[0]
    : undefined;
  if (file === undefined) return undefined;
  const [firstRow = ''] = readFileSync(join(channelFolder, file), 'utf8').split('\n', 1);
  const pixels = firstRow.trim().split(',').slice(1);
  if (pixels.length === 0) return undefined;
  return {
    contentType: 'text/csv',
    accept: 'text/csv',
    body: pixels.join(','),
    expectPattern: '^[0-9](\\.0)?\\s*$',
  };
}
