package io.skuline.system;

/** The ways in which Redis loses data in the middle of a sale. */
enum RedisLoss {
  KILLED_AND_STARTED_EMPTY {
    @Override
    void strike(Sale sale) throws Exception {
      sale.redis().master().kill();
      sale.redis().master().wipe();
      sale.redis().master().start();
    }
  },
  /** The append-only file is synced once a second; the power fails before the last sync. */
  KILLED_AND_RESTARTED_WITHOUT_THE_LAST_SECOND {
    @Override
    void strike(Sale sale) throws Exception {
      sale.redis().master().kill();
      sale.redis().master().loseEndOfFile(8192);
      sale.redis().master().start();
    }
  },
  /** Keys are there, but old. */
  RESTARTED_FROM_A_COPY {
    @Override
    void prepare(Sale sale) throws Exception {
      sale.redis().master().copyTo(sale.copy());
    }

    @Override
    void strike(Sale sale) throws Exception {
      sale.redis().rewindTo(sale.copy());
    }
  },
  FAILED_OVER_TO_A_REPLICA_THAT_LAGS {
    @Override
    void prepare(Sale sale) {
      sale.redis().replica().loseItsMaster();
    }

    @Override
    void strike(Sale sale) {
      sale.redis().failOver();
    }
  },
  /**
   * The switch there and back is over before any instance looks: the old master never restarts, and
   * loses what was not replicated.
   */
  FAILED_OVER_AND_BACK_AT_ONCE {
    @Override
    void prepare(Sale sale) {
      sale.redis().replica().loseItsMaster();
    }

    @Override
    void strike(Sale sale) {
      sale.redis().failOverAndBack();
    }
  },
  /** The old master never restarts, and is behind again when it is promoted. */
  FAILED_OVER_REBUILT_AND_FAILED_BACK {
    @Override
    void strike(Sale sale) {
      sale.redis().switchOver();
      sale.awaitAnswers(Sale.ORDERS * 4 / 8);
      sale.redis().replica().follow(sale.redis().master());
      sale.redis().replica().loseItsMaster();
      sale.awaitAnswers(Sale.ORDERS * 5 / 8);
      sale.redis().failOver();
    }
  },
  FLUSHED {
    @Override
    void strike(Sale sale) {
      sale.redis().master().command("FLUSHALL");
    }
  },
  SCRIPTS_FLUSHED {
    @Override
    void strike(Sale sale) {
      sale.redis().master().command("SCRIPT FLUSH");
    }
  },
  KEY_DELETED {
    @Override
    void strike(Sale sale) throws Exception {
      sale.redis().master().command("DEL " + sale.stockKey(0));
    }
  },
  AMOUNT_RAISED_BY_HAND {
    @Override
    void strike(Sale sale) throws Exception {
      sale.redis().master().command("HINCRBY " + sale.stockKey(0) + " a 1000");
    }
  },
  SEQUENCE_CHANGED_BY_HAND {
    @Override
    void strike(Sale sale) throws Exception {
      sale.redis().master().command("HSET " + sale.stockKey(0) + " q 1");
    }
  };

  /** Prepares the loss, while a quarter of the orders has been answered and no orders come in. */
  void prepare(Sale sale) throws Exception {}

  /** Causes the loss, while orders come in. */
  abstract void strike(Sale sale) throws Exception;
}
