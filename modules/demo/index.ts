export { demoMain } from './main';
