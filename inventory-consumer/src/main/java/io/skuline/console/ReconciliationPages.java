package io.skuline.console;

import io.skuline.console.ReconciliationView.Refused;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.InvalidEventException;
import io.skuline.event.SkuBuckets;
import io.skuline.reconciliation.NotQuarantinedException;
import io.skuline.reconciliation.RepairRefusedException;
import io.skuline.store.QuarantineRecord;
import io.skuline.store.ReleaseMode;
import io.skuline.store.StockBrowser;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of reconciliation and quarantine. */
@ConsolePage
class ReconciliationPages {

  static final String PATH = Attention.RECONCILIATION;

  private static final int LONGEST_NOTE = 1024;

  private final Reconciliation reconciliation;
  private final StockBrowser stock;
  private final Clock clock;

  ReconciliationPages(Reconciliation reconciliation, StockBrowser stock, Clock clock) {
    this.reconciliation = reconciliation;
    this.stock = stock;
    this.clock = clock;
  }

  @GetMapping(PATH)
  String page(Model model) {
    return page(model, Refused.NOTHING);
  }

  private String page(Model model, Refused refused) {
    model.addAttribute(
        "view",
        new ReconciliationView(
            reconciliation.state(),
            reconciliation.problem(),
            PagePart.read(stock::openQuarantines),
            PagePart.read(reconciliation::passes),
            clock.instant(),
            refused));
    return "console/reconciliation";
  }

  /** Answers the pass alone, for a page that is open. */
  @GetMapping(PATH + "/pass")
  String pass(Model model) {
    page(model, Refused.NOTHING);
    return "console/reconciliation-pass";
  }

  @PostMapping(PATH + "/passes")
  String begin(RedirectAttributes then) {
    reconciliation.begin();
    then.addFlashAttribute("did", "A pass is asked for. It goes on if you leave this page.");
    return "redirect:" + PATH;
  }

  @PostMapping(PATH + "/{sku}/release")
  String release(
      @PathVariable String sku,
      @RequestParam(defaultValue = "") String how,
      @RequestParam(defaultValue = "") String note,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes then)
      throws InterruptedException {
    SkuBuckets.requireStockId("sku", sku);
    HttpStatus status = HttpStatus.CONFLICT;
    String why;
    try {
      QuarantineRecord released = reconciliation.release(sku, mode(how), who.getName(), note(note));
      then.addFlashAttribute(
          "did", released.sku() + " is released. What waited for it is replayed.");
      return "redirect:" + PATH;
    } catch (InvalidEventException e) {
      status = HttpStatus.UNPROCESSABLE_CONTENT;
      why = e.getMessage();
    } catch (RepairRefusedException | DeductionUnavailableException e) {
      why = e.getMessage();
    } catch (NotQuarantinedException e) {
      then.addFlashAttribute("did", e.getMessage() + " any more.");
      return "redirect:" + PATH;
    }
    response.setStatus(status.value());
    return page(model, new Refused(sku, how, note, why));
  }

  private static ReleaseMode mode(String how) {
    try {
      return ReleaseMode.valueOf(how);
    } catch (IllegalArgumentException e) {
      throw new InvalidEventException("how", "is missing: choose one of the two");
    }
  }

  private static String note(String note) {
    String words = note.strip();
    if (words.isEmpty() || words.length() > LONGEST_NOTE) {
      throw new InvalidEventException(
          "note", "must have 1 to %d characters".formatted(LONGEST_NOTE));
    }
    return words;
  }
}
