/** The internal error of an instance that fails under its program. */
export class InstanceFailure extends Error {
  constructor() {
    super('The instance failed. Please retry.');
  }
}
