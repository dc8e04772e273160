package org.sallyport.postgres.sealing;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.KmsClients;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;

/**
 * A key in a KMS, by Tink's interface. It seals the master key only: stays and requests do not wait for another
 * machine. Clients: HashiCorp Vault's transit engine, and any of Tink's own ({@code aws-kms://}, {@code gcp-kms://})
 * whose jar lies on the class path.
 */
final class KeyService {
    private final String uri;
    private final Aead aead;

    private KeyService(String uri, Aead aead) {
        this.uri = uri;
        this.aead = aead;
    }

    static Optional<KeyService> named(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(MasterKey.KMS_VARIABLE))
                .filter(uri -> !uri.isBlank())
                .map(uri -> at(uri.strip(), environment));
    }

    private static KeyService at(String uri, Map<String, String> environment) {
        try {
            return new KeyService(uri, client(uri, environment).getAead(uri));
        } catch (GeneralSecurityException e) {
            throw new SealBroken("No KMS client fits " + MasterKey.KMS_VARIABLE + "=" + uri + ": write such as"
                    + " hcvault://vault.example.gov:8200/transit/keys/sallyport, or put Tink's jar for your KMS on the"
                    + " class path.");
        }
    }

    private static KmsClient client(String uri, Map<String, String> environment) throws GeneralSecurityException {
        var vault = new VaultTransit(environment.getOrDefault(VaultTransit.TOKEN_VARIABLE, ""));
        return vault.doesSupport(uri) ? vault : KmsClients.getAutoLoaded(uri).withDefaultCredentials();
    }

    byte[] seal(byte[] plain, byte[] associated) {
        try {
            return aead.encrypt(plain, associated);
        } catch (GeneralSecurityException e) {
            throw failed(e);
        }
    }

    byte[] open(byte[] sealed, byte[] associated) {
        try {
            return aead.decrypt(sealed, associated);
        } catch (GeneralSecurityException e) {
            throw failed(e);
        }
    }

    private SealBroken failed(GeneralSecurityException e) {
        return new SealBroken("The KMS at " + uri + " did not do its part: " + e.getMessage());
    }
}
