namespace PaymentStatusSdk.Dashboard.Pages;

/// <summary>The data that every page shows or needs beside its own content.</summary>
internal sealed record Site
{
    /// <summary>The path below which the dashboard is mapped, without a slash at the end.</summary>
    public required string Root { get; init; }

    /// <summary>Whether the user may act on payments.</summary>
    public bool MayAct { get; init; }

    /// <summary>Whether the dashboard is open to everyone on this machine.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The name of the user; null when it is not known.</summary>
    public string? User { get; init; }

    /// <summary>The name and value of the form field against forged requests; null when the user may not act.</summary>
    public (string Name, string Value)? Token { get; init; }

    /// <summary>The result of an action, for the user.</summary>
    public string? Notice { get; init; }

    /// <summary>The address of the stream that notifies the page when it is outdated; null for a page that does not change.</summary>
    public string? Events { get; init; }

    /// <summary>The current time.</summary>
    public required DateTimeOffset Now { get; init; }

    public string Home => Root.Length == 0 ? "/" : Root;

    public string Path(string rest) => $"{Root}/{rest}";
}
