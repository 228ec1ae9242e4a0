"""Work off the window's thread: a lane for commands, one for queries, one for slow work.

    Jobs(*, at_end={lane: callable})
        .run(work, *, on_done, on_error, owner, lane="read"|"write", key="") -> Ticket
        .run_slow(work(progress), *, on_done, on_error, owner, on_progress=None) -> Ticket
        .drain(timeout) -> bool     .resume()     .close(timeout) -> bool
        .busy_changed(lane, bool)   .failed_unseen(Exception)
    Ticket.cancel();  Progress.report(done, total, step), .cancelled, .check()
"""
