import { usEast1Prices } from '../../support/us-east-1-prices';
import {
  computeOf,
  hostingInstanceTypes,
  memoryOf,
  pricePerHour,
  trainingInstanceTypes,
} from '../../../modules/tuning';
import { checkInstanceType } from '../../../modules/tuning/validation/attributes/check-instance-type';
import { ProductionVariantInstanceType, TrainingInstanceType } from '@aws-sdk/client-sagemaker';
import measured from '../../../modules/tuning/instance-types/measured-machines.json';
import prices from '../../../modules/tuning/prices/us-east-1.json';

describe('instance types', () => {
  it('are those of the SDK that is installed', () => {
    expect([...trainingInstanceTypes]).toEqual(Object.values(TrainingInstanceType).sort());
    expect([...hostingInstanceTypes]).toEqual(Object.values(ProductionVariantInstanceType).sort());
  });

  it.each([
    ['ml.g5.xlarge', 'GPU'],
    ['ml.g4dn.xlarge', 'GPU'],
    ['ml.p5.48xlarge', 'GPU'],
    ['ml.p6-b200.48xlarge', 'GPU'],
    ['ml.c6g.large', 'CPU'],
    ['ml.m5.large', 'CPU'],
    ['ml.inf2.xlarge', 'CPU'],
    ['ml.trn1.2xlarge', 'CPU'],
  ])('%s computes on %s', (instanceType, compute) => {
    expect(computeOf(instanceType)).toBe(compute);
  });
});

describe('the price table', () => {
  it('prices only types that exist', () => {
    for (const type of Object.keys(prices.training)) expect(trainingInstanceTypes).toContain(type);
    for (const type of Object.keys(prices.hosting)) expect(hostingInstanceTypes).toContain(type);
  });

  it('prices the types people begin with, for training and for hosting', () => {
    for (const type of [
      'ml.m5.large',
      'ml.m5.xlarge',
      'ml.c5.xlarge',
      'ml.g4dn.xlarge',
      'ml.g5.xlarge',
      'ml.g6.xlarge',
    ]) {
      expect(pricePerHour(usEast1Prices, type, 'training')).toBeGreaterThan(0);
      expect(pricePerHour(usEast1Prices, type, 'hosting')).toBeGreaterThan(0);
    }
  });

  it('never prices a larger machine of one family below a smaller one with the same accelerators', () => {
    // Within CPU families price follows size; a slip of the decimal point would show here.
    const cpu = Object.entries(prices.training).filter(([type]) => computeOf(type) === 'CPU');
    const factor = (type: string): number => {
      const size = type.split('.')[2] ?? '';
      return { medium: 0.25, large: 0.5, xlarge: 1 }[size] ?? Number.parseInt(size, 10);
    };
    for (const [type, price] of cpu) {
      for (const [other, otherPrice] of cpu) {
        if (type.split('.')[1] !== other.split('.')[1]) continue;
        expect(price / factor(type) / (otherPrice / factor(other))).toBeGreaterThan(0.97);
      }
    }
  });

  it('is dated', () => {
    expect(prices.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});

describe('checkInstanceType', () => {
  it('says nothing about a known type or one that is not known yet', () => {
    expect(checkInstanceType('ml.m5.large', 'hosting', ['x'])).toEqual([]);
    expect(checkInstanceType(undefined, 'hosting', ['x'])).toEqual([]);
  });

  it.each([
    { given: 'm5.large', want: 'ml.m5.large', why: 'the prefix was forgotten' },
    { given: 'ml.m5.lagre', want: 'ml.m5.large', why: 'two letters swapped' },
    { given: 'ML.M5.LARGE', want: 'ml.m5.large', why: 'case matters to AWS' },
    { given: 'ml.quantum', want: 'An example is ml.m5.xlarge.', why: 'nothing is near' },
  ])('helps with $given, because $why', ({ given, want }) => {
    const [diagnostic] = checkInstanceType(given, 'hosting', ['production_variant', 'instance_type']);
    expect(diagnostic).toMatchObject({ severity: 'error', path: ['production_variant', 'instance_type'] });
    expect(diagnostic?.detail).toContain(want);
  });
});

describe('the memory of an instance type', () => {
  it.each([
    ['ml.m5.large', 8],
    ['ml.c5.9xlarge', 72],
    ['ml.c4.large', 3.75],
    ['ml.c5n.18xlarge', 192],
    ['ml.m4.10xlarge', 160],
    ['ml.c8g.medium', 2],
    ['ml.r8i.96xlarge', 3072],
    ['ml.t3.medium', 4],
    ['ml.g4dn.xlarge', 16],
    ['ml.g5.48xlarge', 768],
    ['ml.g6e.2xlarge', 64],
    ['ml.p3.8xlarge', 244],
  ])('of %s is %d GiB', (instanceType, gib) => {
    expect(memoryOf(instanceType)).toBe(gib);
  });

  it('is that of the machines on which training was measured', () => {
    for (const { instanceType, memoryGb } of measured.machines) expect(memoryOf(instanceType)).toBe(memoryGb);
  });

  it('is not known of the newest accelerators only', () => {
    const unknown = [...trainingInstanceTypes, ...hostingInstanceTypes].filter(
      (type) => memoryOf(type) === undefined,
    );
    expect([...new Set(unknown.map((type) => type.split('.')[1]))].sort()).toEqual([
      'g7',
      'g7e',
      'p6-b200',
      'p6-b300',
      'p6e-gb200',
    ]);
  });
});
