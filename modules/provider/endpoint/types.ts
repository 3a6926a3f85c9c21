import type { ConfigOf, FinalPlanOf, PlanOf, StateOf } from '../../plugin';
import type { computedAttributes, endpointSchema } from './schema';

export type EndpointConfig = ConfigOf<typeof endpointSchema>;
export type EndpointPlan = PlanOf<typeof endpointSchema>;
export type EndpointFinalPlan = FinalPlanOf<typeof endpointSchema>;
export type EndpointState = StateOf<typeof endpointSchema>;
export type EndpointComputed = Pick<EndpointPlan, keyof typeof computedAttributes>;
/** The attributes that determine what an endpoint serves. */
export type Content = Pick<
  EndpointState,
  'name' | 'role_arn' | 'image' | 'model_data_url' | 'environment' | 'production_variant'
>;
/** An endpoint with a model to serve. */
export type Servable = EndpointState & { readonly model_data_url: string; readonly image: string };
