/** A policy that no training job has seen. */
export interface HeldOutPolicy {
  /** Its features as the endpoint takes them. */
  readonly row: string;
  readonly claims: number;
  /** Years that it was insured. */
  readonly exposure: number;
}

/** In the order of the container's requests. */
const FEATURES = [
  'Area',
  'VehPower',
  'VehAge',
  'DrivAge',
  'BonusMalus',
  'VehBrand',
  'VehGas',
  'Density',
  'Region',
];

/** Reads policies in the columns of freMTPL2freq, with a header line and plain fields. */
export function readHeldOutPolicies(text: string): readonly HeldOutPolicy[] {
  const [header = [], ...lines] = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  const at = new Map(header.map((name, index) => [name, index]));
  const field = (line: readonly string[], name: string): string => line[at.get(name) ?? -1] ?? '';
  return lines.map((line) => ({
    row: FEATURES.map((name) => field(line, name)).join(','),
    claims: Number(field(line, 'ClaimNb')),
    exposure: Number(field(line, 'Exposure')),
  }));
}
