namespace PaymentStatusSdk.Dashboard.Access;

/// <summary>Decides whether the dashboard may be mapped with its options. Pure functions.</summary>
internal static class DashboardOptionsRules
{
    /// <summary>Returns why the dashboard must not be mapped; null when it may be.</summary>
    public static string? Refusal(PaymentStatusDashboardOptions options, bool isDevelopment)
    {
        if (string.IsNullOrWhiteSpace(options.ReadPolicy))
        {
            if (!string.IsNullOrWhiteSpace(options.OperatorPolicy))
            {
                return "PaymentStatusDashboardOptions.OperatorPolicy is set, but ReadPolicy is not. Set ReadPolicy to the policy that "
                    + "everyone who may see payments meets.";
            }

            if (!isDevelopment)
            {
                return "The payment dashboard has no authorization policy, and the environment is not Development. Add a policy with "
                    + "services.AddAuthorization(options => options.AddPolicy(\"payments-read\", ...)), and set its name as ReadPolicy in "
                    + "AddPaymentStatusDashboard(options => options.ReadPolicy = \"payments-read\"). Set OperatorPolicy as well for users "
                    + "who may act on payments.";
            }
        }

        return IsUrl(options.TraceUrl) ? null
            : "PaymentStatusDashboardOptions.TraceUrl must be an absolute http or https address that contains "
                + $"{PaymentStatusDashboardOptions.TraceIdPlaceholder} behind its host.";
    }

    private static bool IsUrl(string? url)
    {
        if (url is null) return true;
        // The whole host precedes the placeholder: a trace id cannot choose it.
        var parts = url.Split(PaymentStatusDashboardOptions.TraceIdPlaceholder);
        return parts.Length == 2 && Uri.TryCreate(parts[0], UriKind.Absolute, out var start)
            && (start.Scheme == Uri.UriSchemeHttp || start.Scheme == Uri.UriSchemeHttps)
            && parts[0].StartsWith($"{start.Scheme}://{start.Authority}/", StringComparison.OrdinalIgnoreCase);
    }
}
