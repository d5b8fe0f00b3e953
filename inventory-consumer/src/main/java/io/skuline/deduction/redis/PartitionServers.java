package io.skuline.deduction.redis;

/** The partitions, where they remember answers, and how their script is called. */
record PartitionServers(Partitions partitions, AnswerBuckets buckets, DecideScriptCall script) {}
