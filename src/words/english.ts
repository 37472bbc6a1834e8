import messages from 'virtual:words/en';
import { speak } from './say.ts';

// What is spoken until another language is: without it only texts that hold a name would be unfinished.
speak('en', messages);
