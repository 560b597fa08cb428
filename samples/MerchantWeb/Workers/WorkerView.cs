namespace PaymentStatusSdk.Samples.MerchantWeb.Workers;

/// <summary>A worker as the page of the shop shows it.</summary>
/// <param name="Number">The number of the worker, in the order of the starts.</param>
/// <param name="ProcessId">The number of its process in the operating system.</param>
/// <param name="IsRunning">Whether the process exists.</param>
/// <param name="IsKilled">Whether the page has killed it.</param>
/// <param name="Orders">The orders whose payments it checks, or left unfinished when it ended.</param>
internal sealed record WorkerView(int Number, int ProcessId, bool IsRunning, bool IsKilled, IReadOnlyList<string> Orders);
