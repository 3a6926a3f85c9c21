import { rejectedMembers, rejectionSentence } from '../../kernel';
import { loadConstraintTable } from '../constraints/constraint-table';
import { loadServiceModel } from '../protocols/service-model';
import type { OperationModel, ServiceModel } from '../protocols/service-model';
import type { Interceptor } from '../ports/interceptor';
import type { Progress } from './exchange';
import { UnknownService } from './identify-request';
import { ServiceFault } from '../ports/service';
import type { Call, Service } from '../ports/service';

/** The operations that the services serve, with the schemas of their inputs and outputs. */
export class ServedOperations {
  private readonly services: ReadonlyMap<string, Service>;
  private readonly interceptors: readonly Interceptor[];
  private readonly models = new Map<string, Promise<ServiceModel>>();

  constructor(services: readonly Service[], interceptors: readonly Interceptor[]) {
    this.interceptors = interceptors;
    this.services = new Map(services.map((service) => [service.id, service]));
  }

  /** Returns the schemas of a service, loaded once. */
  model(id: string): Promise<ServiceModel> {
    let model = this.models.get(id);
    if (model === undefined) {
      const service = this.services.get(id);
      if (service === undefined) throw new UnknownService(id, 'query');
      model = Promise.resolve(service.loadClient()).then((module) =>
        loadServiceModel(service, module, loadConstraintTable(id)),
      );
      this.models.set(id, model);
    }
    return model;
  }

  /**
   * Returns the operation's model.
   *
   * @throws {ServiceFault} If the service does not serve the operation.
   */
  find(model: ServiceModel, name: string, progress: Progress): OperationModel {
    const operation = model.operations.get(name);
    progress.operation = operation?.name ?? 'unknown';
    const { id, protocol } = model.profile;
    if (operation === undefined) {
      const code = protocol === 'query' ? 'InvalidAction' : 'UnknownOperationException';
      const reason =
        name === '' ? `No ${id} operation matches this method and path.` : `${id} has no operation ${name}.`;
      throw new ServiceFault(code, reason, {
        status: protocol === 'rest-json' ? 404 : 400,
      });
    }
    if (this.services.get(id)?.operations[name] === undefined) {
      throw new ServiceFault('NotImplemented', `The local cloud does not serve ${id}:${name}.`, {
        status: 501,
      });
    }
    return operation;
  }

  /**
   * Rejects a request by the names of its members that are not served. Checks what the client sent, not what the
   * pinned schemas understand: a member of a later API version must not be lost silently.
   */
  checkMembers(model: ServiceModel, operation: OperationModel, input: unknown): void {
    const { id, validationCode } = model.profile;
    const table = this.services.get(id)?.members?.[operation.name];
    if (table === undefined) return;
    const rejected = rejectedMembers(table, input);
    if (rejected.length === 0) return;
    throw new ServiceFault(validationCode, rejected.map(rejectionSentence).join(' '), { status: 400 });
  }

  async invoke(
    operation: OperationModel,
    input: unknown,
    context: { readonly call: Call; readonly model: ServiceModel },
  ): Promise<unknown> {
    const { call, model } = context;
    const handler = this.services.get(model.profile.id)?.operations[operation.name];
    const intercepted = { service: model.profile.id, operation: operation.name, input, call };
    const serve = async (): Promise<unknown> => handler?.(input as never, call);
    const chain = this.interceptors.reduceRight<() => Promise<unknown>>(
      (next, intercept) => () => intercept(intercepted, next),
      serve,
    );
    return chain();
  }
}
