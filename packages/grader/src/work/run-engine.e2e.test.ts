import { quickFaults } from './run-engine-faults.ts';

quickFaults();
