package io.skuline.stack.process;

/** The settings that every broker of a stack has, as a process or in a container. */
public final class BrokerSettings {

  /** Small files, and no topic or group that nobody has asked for. */
  public static final String COMMON =
      """
      brokerClusterName=DefaultCluster
      brokerId=0
      brokerRole=ASYNC_MASTER
      flushDiskType=ASYNC_FLUSH
      mappedFileSizeCommitLog=67108864
      mappedFileSizeConsumeQueue=600000
      maxHashSlotNum=20000
      maxIndexNum=80000
      mappedFileSizeTimerLog=10485760
      fileReservedTime=2
      diskMaxUsedSpaceRatio=95
      autoCreateTopicEnable=false
      autoCreateSubscriptionGroup=false
      traceTopicEnable=false
      waitTimeMillsInSendQueue=3000
      transactionMetricFlushInterval=500
      """;

  private BrokerSettings() {}
}
