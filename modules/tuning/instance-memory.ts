/** GiB of memory for each virtual processor, by the letter of the family or by the family (the instance types' pages of EC2). */
const GIB_PER_VCPU: Readonly<Record<string, number>> = {
  c: 2,
  m: 4,
  r: 8,
  c4: 1.875,
  c5n: 2.625,
  g4dn: 4,
  g5: 4,
  g6: 4,
  g6e: 8,
  inf1: 2,
  inf2: 4,
};

/** GiB of the types that do not follow the rule of their family. */
const GIB: Readonly<Record<string, number>> = {
  'c4.8xlarge': 60,
  'c5n.9xlarge': 96,
  'c5n.18xlarge': 192,
  'dl1.24xlarge': 768,
  'p2.xlarge': 61,
  'p2.8xlarge': 488,
  'p2.16xlarge': 732,
  'p3.2xlarge': 61,
  'p3.8xlarge': 244,
  'p3.16xlarge': 488,
  'p3dn.24xlarge': 768,
  'p4d.24xlarge': 1152,
  'p4de.24xlarge': 1152,
  'p5.4xlarge': 256,
  'p5.48xlarge': 2048,
  'p5e.48xlarge': 2048,
  'p5en.48xlarge': 2048,
  't2.medium': 4,
  't2.large': 8,
  't2.xlarge': 16,
  't2.2xlarge': 32,
  't3.medium': 4,
  't3.large': 8,
  't3.xlarge': 16,
  't3.2xlarge': 32,
  'trn1.2xlarge': 32,
  'trn1.32xlarge': 512,
  'trn1n.32xlarge': 512,
  'trn2.48xlarge': 2048,
};

const GENERAL_FAMILY = /^[cmr]\d/;

/** Returns the memory of an instance type, GiB; undefined if it is not known. */
export function memoryOf(instanceType: string): number | undefined {
  const [, family = '', size = ''] = /^ml\.([^.]+)\.([^.]+)$/.exec(instanceType) ?? [];
  const letter = GENERAL_FAMILY.test(family) ? family.charAt(0) : '';
  const perVcpu = GIB_PER_VCPU[family] ?? GIB_PER_VCPU[letter];
  const vcpus = vcpusOf(size);
  return (
    GIB[`${family}.${size}`] ?? (perVcpu === undefined || vcpus === undefined ? undefined : perVcpu * vcpus)
  );
}

/** Each size doubles from `medium`, and `Nxlarge` is N times `xlarge`. */
function vcpusOf(size: string): number | undefined {
  if (size === 'medium') return 1;
  if (size === 'large') return 2;
  const [, times] = /^(\d*)xlarge$/.exec(size) ?? [];
  return times === undefined ? undefined : 4 * (times === '' ? 1 : Number(times));
}
