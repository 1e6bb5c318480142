using System.Text.RegularExpressions;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Web.Features.Gateways;

/// <summary>What a gateway's settings must be. Used for the page, the command line and the configuration.</summary>
internal static partial class GatewayRules
{
    /// <summary>Every error; fields are named as the configuration keys.</summary>
    public static List<FieldError> Check(GatewayForm form)
    {
        var errors = new List<FieldError>();
        if (!Name().IsMatch(form.Name)) errors.Add(new("Name", "The name must have 1 to 64 letters, digits, dots, dashes or underscores, and begin with a letter or digit."));
        if (form.Name.Equals(DemoGateway.Name, StringComparison.OrdinalIgnoreCase)) errors.Add(new("Name", "The name {0} belongs to the embedded demo gateway.", DemoGateway.Name));
        if (!IsHttp(form.BaseUrl)) errors.Add(new("BaseUrl", "The address must be like https://host:8043/agentgateway/resource/."));
        if (form.Mode == EventMode.Push && string.IsNullOrWhiteSpace(form.CallbackBaseUrl)) errors.Add(new("CallbackBaseUrl", "Push needs the public base address of this app."));
        if (!string.IsNullOrWhiteSpace(form.CallbackBaseUrl) && !IsHttp(form.CallbackBaseUrl)) errors.Add(new("CallbackBaseUrl", "The address must begin with https:// or http://."));
        if (!string.IsNullOrWhiteSpace(form.CaCertificate) && !File.Exists(form.CaCertificate.Trim())) errors.Add(new("CaCertificate", "The file {0} is not there.", form.CaCertificate.Trim()));
        if (!string.IsNullOrWhiteSpace(form.ClientCertificate) && !File.Exists(form.ClientCertificate.Trim())) errors.Add(new("ClientCertificate", "The file {0} is not there.", form.ClientCertificate.Trim()));
        if (form.AllowInvalidCertificate && !string.IsNullOrWhiteSpace(form.CaCertificate)) errors.Add(new("AllowInvalidCertificate", "Choose one: an authority's certificate, or any certificate at all."));
        if (!string.IsNullOrWhiteSpace(form.Inspector) && !AgentIdText().IsMatch(form.Inspector.Trim())) errors.Add(new("Inspector", "The inspector must be the id of one of the gateway's agents, like 291."));
        errors.AddRange(SubscriptionRules.Check(form));
        return errors;
    }

    /// <summary>The certificates' files are read as the sessions will read them. Not asked at a start, which would fail for all gateways: there the sessions of this one wait.</summary>
    public static IEnumerable<FieldError> CheckCertificates(GatewayForm form)
    {
        if (FaultOf(form, form.CaCertificate, null) is { } authority) yield return new("CaCertificate", "The file {0} cannot be used: {1}", form.CaCertificate!.Trim(), authority);
        if (FaultOf(form, null, form.ClientCertificate) is { } own) yield return new("ClientCertificate", "The file {0} cannot be used: {1}", form.ClientCertificate!.Trim(), own);
    }

    /// <summary>Relative addresses are resolved against it, so it must end with a slash.</summary>
    public static string Normalise(string baseUrl)
    {
        var trimmed = baseUrl.Trim();
        return trimmed.EndsWith('/') ? trimmed : trimmed + "/";
    }

    private static string? FaultOf(GatewayForm form, string? authority, string? own)
    {
        var (endpoint, error) = GatewayEndpoint.Create(new ConfiguredGateway { Name = form.Name, BaseUrl = form.BaseUrl, CaCertificate = authority?.Trim(), ClientCertificate = own?.Trim() }, []);
        endpoint?.Dispose();
        return error;
    }

    private static bool IsHttp(string? address) =>
        Uri.TryCreate(address?.Trim(), UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0;

    [GeneratedRegex(@"^[\p{L}\p{Nd}][\p{L}\p{Nd}._-]{0,63}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[1-9][0-9]{0,5}\z")]
    private static partial Regex AgentIdText();
}
