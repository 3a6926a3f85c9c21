import type { FinalPlanOf, PlanOf, StateOf } from '../../plugin';
import type { computedAttributes, containerImageSchema } from './schema';

export type ImagePlan = PlanOf<typeof containerImageSchema>;
export type ImageFinalPlan = FinalPlanOf<typeof containerImageSchema>;
export type ImageState = StateOf<typeof containerImageSchema>;
export type ImageComputed = Pick<ImagePlan, keyof typeof computedAttributes>;
/** The attributes that determine an image. */
export type ImageInputs = Pick<
  ImageState,
  'context' | 'dockerfile' | 'platform' | 'build_args' | 'prefer_packing'
>;
