import { attr } from '../../plugin';
import { ownerName } from '../owner-name';

/** The attributes by which a data source finds an experiment. */
export const questionAttributes = {
  name: attr.string({
    required: true,
    description:
      'Logical name of the experiment, or name of one of its tuning jobs. An experiment that does not exist is an error.',
  }),
  owner: attr.string({
    optional: true,
    description:
      'Owner of the experiment. Default: the provider’s. Set it to read an experiment of another configuration.',
    validators: [ownerName],
  }),
} as const;
