/**
 * Writes modules/tuning/instance-types/{training,hosting}.json from the pinned SDK's enumerations.
 * Run after moving @aws-sdk/client-sagemaker: `npx tsx scripts/generate-instance-types.ts`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProductionVariantInstanceType, TrainingInstanceType } from '@aws-sdk/client-sagemaker';
import sdk from '@aws-sdk/client-sagemaker/package.json';

const folder = join(__dirname, '..', 'modules', 'tuning', 'instance-types');

function write(file: string, types: Readonly<Record<string, string>>): void {
  const table = {
    source: `@aws-sdk/client-sagemaker ${sdk.version}`,
    types: Object.values(types).sort((a, b) => (a < b ? -1 : 1)),
  };
  writeFileSync(join(folder, file), `${JSON.stringify(table, null, 2)}\n`);
  console.log(`${file}: ${table.types.length} instance types from ${table.source}`);
}

mkdirSync(folder, { recursive: true });
write('training.json', TrainingInstanceType);
write('hosting.json', ProductionVariantInstanceType);
