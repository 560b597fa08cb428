using System.Security.Claims;
using PaymentStatusSdk.Dashboard.Markup;

namespace PaymentStatusSdk.Dashboard.Access;

/// <summary>The name of a user in the log and in resolutions. Pure functions.</summary>
internal static class UserName
{
    // Sign-ins by OpenID Connect often map no claim to Identity.Name.
    private static readonly string[] Claims =
        ["preferred_username", "email", ClaimTypes.Email, ClaimTypes.NameIdentifier, "sub"];

    /// <summary>Returns the name of a user, as safe text; null when no claim has one.</summary>
    public static string? Of(ClaimsPrincipal user) => Visible.Text(
        Claims.Select(user.FindFirstValue).Prepend(user.Identity?.Name).FirstOrDefault(name => !string.IsNullOrWhiteSpace(name))?.Trim());

    /// <summary>Returns the name of a user, or a text that says that there is none.</summary>
    public static string Shown(ClaimsPrincipal user) => Of(user) ?? "(no name)";
}
