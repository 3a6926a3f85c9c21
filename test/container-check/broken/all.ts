import { OF_THE_IMAGE } from './images';
import { OF_SERVING } from './serving';
import { OF_THE_START } from './starts';
import { OF_TRAINING } from './training';
import type { Broken } from './broken';

/** At least one container for each clause that a container can break. */
export const BROKEN: readonly Broken[] = [...OF_THE_IMAGE, ...OF_THE_START, ...OF_TRAINING, ...OF_SERVING];
