import { silentLogger, systemClock } from '../../../../modules/kernel';
import { MachineSlots } from '../../../../modules/local-cloud/jobs/training/machine-slots';
import type { TrainingDependencies } from '../../../../modules/local-cloud/jobs/training/training-dependencies';

type Given = 'store' | 'events' | 'images' | 'runner' | 'directory';

/** What training jobs need, one at a time, around the parts that the test looks at: no data in, no log kept. */
export function trainingDependencies(
  given: Pick<TrainingDependencies, Given> & Partial<TrainingDependencies>,
): TrainingDependencies {
  return {
    clock: systemClock,
    logger: silentLogger,
    objects: {
      exists: () => true,
      list: () => [],
      filePath: () => undefined,
      putFile: () => Promise.resolve(),
      remove: () => undefined,
    },
    logs: { append: () => undefined },
    slots: new MachineSlots(1),
    region: 'us-east-1',
    credentials: { accessKeyId: 'NOBODY', secretAccessKey: 'nothing' },
    url: () => '',
    stopGraceMs: 1_000,
    ...given,
  };
}
