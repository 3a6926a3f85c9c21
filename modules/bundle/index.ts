export { bundleProgram } from './bundle-program';
export { writeExecutable } from './write-executable';
