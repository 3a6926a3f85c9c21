export { exampleMain } from './examples/main';
export { demoMain } from './main';
