import { mutationsAgree } from './mutations-agree.ts';

mutationsAgree();
