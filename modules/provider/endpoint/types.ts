import type { ConfigOf, FinalPlanOf, PlanOf, StateOf } from '../../plugin';
import type { computedAttributes, endpointSchema } from './schema';

export type EndpointConfig = ConfigOf<typeof endpointSchema>;
export type EndpointPlan = PlanOf<typeof endpointSchema>;
export type EndpointFinalPlan = FinalPlanOf<typeof endpointSchema>;
export type EndpointState = StateOf<typeof endpointSchema>;
export type EndpointComputed = Pick<EndpointPlan, keyof typeof computedAttributes>;
/** An endpoint with a model to serve. */
export type Servable = EndpointState & { readonly model_data_url: string; readonly image: string };
