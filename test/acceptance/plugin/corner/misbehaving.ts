import { attr, defineResource, defineSchema } from '../../../../modules/plugin';
import type { CornerStore } from './corner-store';

const schema = defineSchema({
  description: 'Something that is waited for.',
  attributes: {
    name: attr.string({ required: true, description: 'Name.' }),
    status: attr.string({ computed: true, description: 'Status.' }),
  },
});

/** Creating it takes until Terraform is interrupted, and is then a success with a warning. */
export const waiting = defineResource<typeof schema, CornerStore>({
  typeName: 'corner_waiting',
  schema,
  create: async ({ planned }, { signal }) => {
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    return {
      state: { ...planned, status: 'InProgress' },
      diagnostics: [{ severity: 'warning', summary: 'Still Running', detail: 'Stopped waiting.' }],
    };
  },
  read: async ({ state }) => ({ state }),
  update: async ({ planned }) => ({ state: { ...planned, status: 'Done' } }),
  delete: async () => ({}),
});

/** Creating it writes to standard output and lets errors go astray. */
export const noisy = defineResource<typeof schema, CornerStore>({
  typeName: 'corner_noisy',
  schema,
  create: async ({ planned }, { logger }) => {
    process.stdout.write('not for the host\n');
    logger.info('made a noise', { name: planned.name });
    void Promise.reject(new Error('astray'));
    setImmediate(() => {
      throw new Error('thrown by nobody');
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { state: { ...planned, status: 'Done' } };
  },
  read: async ({ state }) => ({ state }),
  update: async () => Promise.reject(new Error('cannot change')),
  delete: async () => ({}),
});

/** Does as it is told. */
export const quiet = defineResource<typeof schema, CornerStore>({
  typeName: 'corner_quiet',
  schema,
  create: async ({ planned }) => ({ state: { ...planned, status: 'Done' } }),
  read: async ({ state }) => ({ state }),
  update: async ({ planned }) => ({ state: { ...planned, status: 'Done' } }),
  delete: async () => ({}),
});
