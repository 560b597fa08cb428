using System.Globalization;
using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>The filter of the list of payments, as it is in the address of the page.</summary>
internal sealed record ListQuery
{
    public const int PageSize = 50;

    private const int MaxTextLength = 256;

    public string? Search { get; init; }

    public string? Client { get; init; }

    public PaymentState? State { get; init; }

    public TrackingStatus? Status { get; init; }

    public string? Age { get; init; }

    public bool Contested { get; init; }

    public bool Mismatch { get; init; }

    public long? After { get; init; }

    /// <summary>Whether all payments are shown.</summary>
    public bool IsEverything => this with { After = null } == new ListQuery();

    /// <summary>Whether no payment can match: a text is longer than any that the store has.</summary>
    public bool HasNoMatch => Search?.Length > MaxTextLength || Client?.Length > MaxTextLength;

    public static ListQuery Of(IQueryCollection query) => new()
    {
        Search = TextOf(query, "q"),
        Client = TextOf(query, "client"),
        State = ValueOf<PaymentState>(query, "state"),
        Status = ValueOf<TrackingStatus>(query, "status"),
        Age = Ages.All.Any(age => age.Name == TextOf(query, "age")) ? TextOf(query, "age") : null,
        Contested = query.ContainsKey("contested"),
        Mismatch = query.ContainsKey("mismatch"),
        After = long.TryParse(TextOf(query, "after"), NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : null,
    };

    public TrackedFilter ToFilter(DateTimeOffset now)
    {
        var (from, before) = Ages.Range(Age, now);
        return new TrackedFilter
        {
            TransactionId = Search,
            ClientName = Client,
            State = State,
            Status = Status,
            IsContested = Contested ? true : null,
            HasMismatch = Mismatch ? true : null,
            TrackedFrom = from,
            TrackedBefore = before,
            PageSize = PageSize,
            After = After,
        };
    }

    /// <summary>Returns the query string of this list, with a question mark; empty for the list of everything.</summary>
    public string ToQueryString()
    {
        (string Name, string? Value)[] values =
        [
            ("q", Search), ("client", Client), ("state", State?.ToString()), ("status", Status?.ToString()), ("age", Age),
            ("contested", Contested ? "on" : null), ("mismatch", Mismatch ? "on" : null),
            ("after", After?.ToString(CultureInfo.InvariantCulture)),
        ];
        var text = string.Join(
            '&', values.Where(one => one.Value is not null).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value!)}"));
        return text.Length == 0 ? "" : "?" + text;
    }

    private static string? TextOf(IQueryCollection query, string name)
    {
        var text = query[name].ToString().Trim();
        return text.Length == 0 ? null : text;
    }

    // Names only: a number would be a value without a name.
    private static T? ValueOf<T>(IQueryCollection query, string name)
        where T : struct, Enum =>
        TextOf(query, name) is { } text && Enum.GetNames<T>().Contains(text) ? Enum.Parse<T>(text) : null;
}
