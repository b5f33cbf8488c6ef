import { runPlatform } from '../chassis/run-platform.ts';
import { createTradingPlatform, tradingPlatform } from './create-trading-platform.ts';

await runPlatform({ id: tradingPlatform, port: 4102, create: createTradingPlatform });
