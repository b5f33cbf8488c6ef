export { analyticsErrors } from './errors.ts';
export { openAnalytics } from './open-analytics.ts';
export type { Analytics, AnalyticsOptions, ReadMemberGrowth } from './open-analytics.ts';
export type {
  FlowHistory,
  FlowPoint,
  FlowWindow,
  MemberGrowth,
  PlatformLevel,
  TierCounts,
} from './points.ts';
export { analyticsRoutes } from './routes.ts';
