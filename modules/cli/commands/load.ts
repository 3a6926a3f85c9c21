/* eslint-disable @typescript-eslint/no-require-imports -- a command's modules load when it runs: help and errors stay quick */
import type * as ConfigurationResolve from './configuration-resolve';
import type * as ContainerCheck from './container-check';
import type * as Doctor from './doctor';
import type * as Interrupt from './interrupt';
import type * as Invoke from './invoke';
import type * as List from './list';
import type * as Local from './local';
import type * as Logs from './logs';
import type * as Mirror from './mirror';
import type * as Orphans from './orphans';
import type * as Pipeline from './pipeline';
import type * as PricesRefresh from './prices-refresh';
import type * as PricesShow from './prices-show';
import type * as ProviderBuild from './provider-build';
import type * as ProviderCheck from './provider-check';
import type * as ProviderPackage from './provider-package';
import type * as Quota from './quota';
import type * as Report from './report';
import type * as Requests from './requests';
import type * as Review from './review';
import type * as Serve from './serve';
import type * as Show from './show';
import type * as Stop from './stop';
import type * as Trials from './trials';
import type * as Watch from './watch';
import type * as Wait from './wait';

/** The commands, each loaded on first use. */
export const load = {
  local: () => require('./local') as typeof Local,
  configurationResolve: () => require('./configuration-resolve') as typeof ConfigurationResolve,
  containerCheck: () => require('./container-check') as typeof ContainerCheck,
  doctor: () => require('./doctor') as typeof Doctor,
  interrupt: () => require('./interrupt') as typeof Interrupt,
  quota: () => require('./quota') as typeof Quota,
  requests: () => require('./requests') as typeof Requests,
  serve: () => require('./serve') as typeof Serve,
  show: () => require('./show') as typeof Show,
  trials: () => require('./trials') as typeof Trials,
  list: () => require('./list') as typeof List,
  logs: () => require('./logs') as typeof Logs,
  report: () => require('./report') as typeof Report,
  watch: () => require('./watch') as typeof Watch,
  stop: () => require('./stop') as typeof Stop,
  wait: () => require('./wait') as typeof Wait,
  review: () => require('./review') as typeof Review,
  orphans: () => require('./orphans') as typeof Orphans,
  mirror: () => require('./mirror') as typeof Mirror,
  pipeline: () => require('./pipeline') as typeof Pipeline,
  pricesRefresh: () => require('./prices-refresh') as typeof PricesRefresh,
  pricesShow: () => require('./prices-show') as typeof PricesShow,
  providerBuild: () => require('./provider-build') as typeof ProviderBuild,
  providerCheck: () => require('./provider-check') as typeof ProviderCheck,
  providerPackage: () => require('./provider-package') as typeof ProviderPackage,
  invoke: () => require('./invoke') as typeof Invoke,
};
