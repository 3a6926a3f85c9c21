import hosting from './instance-types/hosting.json';
import training from './instance-types/training.json';

/** The use of an instance. SageMaker has different types for each use. */
export type InstanceUse = 'training' | 'hosting';

/** Every type a training job accepts, from the pinned SDK's enumeration, sorted. */
export const trainingInstanceTypes: readonly string[] = training.types;

/** Every type an endpoint's variant accepts, from the pinned SDK's enumeration, sorted. */
export const hostingInstanceTypes: readonly string[] = hosting.types;

/** Families with local disks: a `d` after the generation, and the newer accelerators. */
const LOCAL_DISK_FAMILY = /^ml\.([a-z]+\d+[a-z]*d[a-z]*|g[5-9]e?|p[5-9][\w-]*|trn\d\w*|dl\d)\./;

/** Whether instances of the type keep data on local disks, for which no volume key and no volume size applies. */
export const hasLocalDisk = (instanceType: string): boolean => LOCAL_DISK_FAMILY.test(instanceType);

/** Families with an NVIDIA accelerator: `g…` without a Graviton suffix, and `p…`. */
const GPU_FAMILY = /^ml\.(g\d|p\d)/;

/**
 * Returns the kind of processor of an instance type. Inferentia, Trainium and Gaudi count as CPU here: a container
 * built for CUDA does not run on them.
 */
export function computeOf(instanceType: string): 'CPU' | 'GPU' {
  return GPU_FAMILY.test(instanceType) ? 'GPU' : 'CPU';
}

/** Families with Arm processors: Graviton, a `g` after the generation, and Grace, which Blackwell superchips have. */
const ARM_FAMILY = /^ml\.(?:[a-z]+\d+g[a-z]*|p6e-gb\d+)\./;

/** Returns the platform of images that an instance type runs. */
export function platformOf(instanceType: string): 'linux/amd64' | 'linux/arm64' {
  return ARM_FAMILY.test(instanceType) ? 'linux/arm64' : 'linux/amd64';
}
