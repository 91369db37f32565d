import { usePhoto } from '../domain/product-photo';
import './product-photo.css';

/** A product's photo, where it has one; it says nothing that the name beside it does not. */
export function ProductPhoto({ product }: { product: { id: string; photo: string | null } }) {
  const photo = usePhoto(product);
  return photo ? <img className="product-photo" src={photo} alt="" /> : null;
}
