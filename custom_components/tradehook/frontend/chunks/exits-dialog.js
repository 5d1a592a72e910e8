import{a as e,g as t,n,p as r,s as i,v as a,x as o}from"./styles.js";import{t as s}from"./levels.js";import{t as c}from"./form-dialog.js";function l(e,t){let n={},r=v(e,t.stop_loss);return r!==void 0&&(n.stop_loss=r),e.targets&&(n.take_profit=e.targets.map(e=>({...e.rest,[e.kind]:e.value,position_percentage:f(e)}))),e.cancelEntries&&(n.cancel_entries=!0),e.autoClose===`never`&&(n.auto_close=null),e.autoClose===`after`&&(n.auto_close=b(e.minutes)),n}function u(e,t){let n=e.take_profit.map(({price:e,price_percentage:n,position_percentage:r,...i},a)=>{let o=e===void 0?`price_percentage`:`price`,s=String(e??n??``),c=String(r??``),{done:l=!1,remaining_percentage:u=c}=t[a]??{},d=l?0:Number(c)-Number(u);return{kind:o,value:s,share:d>0?_(Number(u)):c,sold:d,before:{kind:o,value:s},rest:i,filled:l}});return[...n.filter(e=>e.filled),...n.filter(e=>!e.filled)]}function d(e){let t=100-e.reduce((e,t)=>e+(Number(t.share)||0)+t.sold,0);return t>0?_(t):`100`}function f({share:e,sold:t,before:n,kind:r,value:i}){let a=n?.kind===r&&n.value===i;return t>0&&a&&e!==``?_(Number(e)+t):e}function p({side:e,entry_price:t,stop_loss:n}){let r=Number(t),i=Number(n?.stop_price);if(!r||!i)return``;let a=(e===`long`?r-i:i-r)/r*100;return a>0?_(a):``}function m(e,t){let n=t?.limit_price;if(n===void 0)return``;let r=Number(t?.stop_price)-Number(n),i=Number(e)-r,a=Math.max(g(e),g(String(n)),g(String(t?.stop_price)));return e!==``&&Number.isFinite(i)?i.toFixed(a):String(n)}function h(e,{side:t,stop_loss:n}){let r=Number(n?.stop_price),i=Number(e);return!n?.protection_armed||!r||!i?!1:t===`long`?i<r:i>r}function g(e){return e.split(`.`)[1]?.length??0}function _(e){return String(Number(e.toFixed(4)))}function v({stop:e,stopValue:t,limitPrice:n,keepProtection:r},i){switch(e){case`keep`:return;case`none`:return null;case`break_even`:return`break_even`;default:{let{stop_price:a,stop_percentage:o,...s}=i??{},c=r?s:y(s),l=e===`price`?{stop_price:t}:{stop_percentage:t};return{...c,...l,...c.limit_price===void 0?{}:{limit_price:n}}}}}function y(e){let{protection_type:t,trailing_percentage:n,trailing_distance:r,...i}=e;return i}function b(e){let t=Number(e)*60;return e!==``&&Number.isInteger(t)?t:e}var x=[`keep`,`price`,`percentage`,`break_even`,`none`],S=new Set([`entry`,`dca`,`increase`]),C=class extends c{constructor(...e){super(...e),this.wanted=w()}begin(e){this.plan=void 0,this.wanted=w(),this.load(e)}async load(e){try{let{plan:t}=await this.ctx.api.position(e);if(this.position?.position_id!==e.position_id)return;this.plan=t;let n=e.stop_loss?.stop_price??``;this.set({stopValue:n||(e.mark_price??``),limitPrice:m(n,t.stop_loss),minutes:t.auto_close===null?`60`:String(t.auto_close/60)})}catch(e){this.error=i(e)}}heading(e){return this.ctx.t(`exits.title`,{name:e})}fields(e){let{t:n}=this.ctx,{plan:r}=this;return r?a`${this.stopFields(e,r)} ${this.targetFields(e,r)}
      ${e.orders.some(e=>S.has(e.purpose)&&s(e.status))?a`<fieldset>
            <legend>${n(`exits.entries`)}</legend>
            ${this.check(`cancel_entries`,n(`exits.cancel_entries`),this.wanted.cancelEntries,e=>this.set({cancelEntries:e}))}
          </fieldset>`:t}
      ${this.autoFields(r)}`:this.error?a``:a`<p class="soft" role="status">${n(`common.loading`)}</p>`}check(e,t,n,r){return a`<label class="check">
      <input
        type="checkbox"
        name=${e}
        .checked=${n}
        @change=${e=>r(e.target.checked)}
      />
      ${t}
    </label>`}stopFields(e,n){let{t:r,format:i}=this.ctx,{stop:o,stopValue:s,limitPrice:c}=this.wanted,l=e.stop_loss?.stop_price,u=l?i.price(l,e.price_tick):r(`exits.stop_is_none`);return a`<fieldset>
      <legend>${r(`exits.stop`)}</legend>
      <label class="labelled">
        <span>${r(`exits.stop_now`,{stop:u})}</span>
        <select
          class="field"
          name="stop"
          @change=${t=>this.chooseStop(t.target.value,e,n)}
        >
          ${x.filter(t=>t!==`break_even`||e.entry_price!==null).map(e=>a`<option value=${e} ?selected=${e===o}>${r(`exits.stop_${e}`)}</option>`)}
        </select>
      </label>
      ${o===`price`||o===`percentage`?a`${this.number(`stop_value`,r(`exits.stop_value_${o}`,{quote:e.quote}),s,e=>this.set({stopValue:e}))}
          ${n.stop_loss?.limit_price===void 0?t:this.number(`limit_price`,r(`exits.limit_price`,{quote:e.quote}),c,e=>this.set({limitPrice:e}))}`:t}
      ${(o===`price`||o===`percentage`)&&n.stop_loss?.protection_type!==void 0?a`${this.check(`keep_protection`,r(`exits.keep_protection`),this.wanted.keepProtection,e=>this.set({keepProtection:e}))}
            ${o===`price`&&this.wanted.keepProtection&&h(s,e)?a`<p class="error" data-kept>${r(`exits.stop_kept`,{stop:u})}</p>`:t}`:t}
      ${o===`percentage`?a`<p class="soft">${r(`exits.stop_percentage_hint`)}</p>`:t}
      ${o===`none`?a`<p class="error">${r(`exits.unprotected`)}</p>`:t}
    </fieldset>`}targetFields(e,n){let{t:r}=this.ctx,{targets:i}=this.wanted,o=e.take_profit.filter(e=>e.done).length;return a`<fieldset>
      <legend>${r(`exits.targets`)}</legend>
      ${i?a`${i.map((t,n)=>this.targetRow(t,n,e))}
            ${i.length?t:a`<p class="soft">${r(`exits.no_targets`)}</p>`}
            <button type="button" class="button outlined add" @click=${()=>this.setTargets([...i,T(i)])}>
              ${r(`exits.add_target`)}
            </button>`:a`<p class="soft">
              ${n.take_profit.length?r(o?`exits.targets_now_filled`:`exits.targets_now`,{count:n.take_profit.length,filled:o}):r(`exits.no_targets`)}
            </p>
            <button
              type="button"
              class="button outlined"
              @click=${()=>this.setTargets(n.take_profit.length?u(n,e.take_profit):[T([])])}
            >
              ${r(`exits.change_targets`)}
            </button>`}
    </fieldset>`}targetRow(e,n,r){let{t:i}=this.ctx,o=n+1;return e.filled?this.filledRow(e,o,r):a`<div class="target" role="group" aria-label=${i(`exits.target`,{number:o})}>
      <label class="labelled">
        <span>${i(`exits.target_kind`)}</span>
        <select
          class="field"
          @change=${e=>this.change(n,{kind:e.target.value})}
        >
          ${[`price_percentage`,`price`].map(t=>a`<option value=${t} ?selected=${t===e.kind}>
              ${i(`exits.target_${t}`,{quote:r.quote})}
            </option>`)}
        </select>
      </label>
      ${this.number(`target_${o}`,i(`exits.target`,{number:o}),e.value,e=>this.change(n,{value:e}))}
      ${this.number(`share_${o}`,e.sold>0?i(`exits.share_left`):i(`exits.share`),e.share,e=>this.change(n,{share:e}))}
      <button
        type="button"
        class="icon-button"
        aria-label=${i(`exits.remove_target`,{number:o})}
        @click=${()=>this.setTargets((this.wanted.targets??[]).filter((e,t)=>t!==n))}
      >
        ✕
      </button>
      ${e.sold>0?a`<p class="soft sold">${i(`exits.target_sold`,{share:this.ctx.format.number(e.sold)})}</p>`:t}
    </div>`}filledRow(e,t,n){let{t:r,format:i}=this.ctx,o=e.kind===`price`?`${i.price(e.value,n.price_tick)} ${n.quote}`:`${e.value} %`;return a`<p class="target-filled" role="group" aria-label=${r(`exits.target`,{number:t})}>
      <span aria-hidden="true">✓</span>
      <span>${r(`exits.target_filled`,{number:t,level:o,share:e.share})}</span>
    </p>`}autoFields(e){let{t:n}=this.ctx,{autoClose:r,minutes:i}=this.wanted,o=[`keep`,`after`,`never`].filter(t=>t!==`never`||e.auto_close!==null),s=e.auto_close===null?n(`exits.auto_now_never`):n(`exits.auto_now`,{minutes:this.ctx.format.number(e.auto_close/60)});return a`<fieldset>
      <legend>${n(`exits.auto`)}</legend>
      <div class="row">
        <label class="labelled">
          <span>${s}</span>
          <select
            class="field"
            name="auto"
            @change=${e=>this.set({autoClose:e.target.value})}
          >
            ${o.map(e=>a`<option value=${e} ?selected=${e===r}>${n(`exits.auto_${e}`)}</option>`)}
          </select>
        </label>
        ${r===`after`?this.number(`minutes`,n(`exits.minutes`),i,e=>this.set({minutes:e})):t}
      </div>
    </fieldset>`}chooseStop(e,t,n){let r=t.stop_loss?.stop_price,i=r?p(t):String(n.stop_loss?.stop_percentage??`2`),a=r??t.mark_price??``;this.set({stop:e,stopValue:e===`percentage`?i:a,limitPrice:m(r??``,n.stop_loss)})}set(e){this.wanted={...this.wanted,...e}}setTargets(e){this.set({targets:e})}change(e,t){let n=this.wanted.targets??[];this.setTargets(n.map((n,r)=>r===e?{...n,...t}:n))}get changes(){return this.plan?l(this.wanted,this.plan):{}}ready(){return Object.keys(this.changes).length>0}danger(){return this.wanted.stop===`none`}confirm(){return this.ctx.t(`exits.confirm`)}async act(e){let{targets:t,stop:n,stopValue:r}=this.wanted;if(n===`percentage`&&r.startsWith(`-`))throw Error(this.ctx.t(`exits.stop_percentage_hint`));return t&&await this.checkFills(e,t),await this.ctx.api.modify(e,this.changes),this.ctx.t(`exits.done`)}async checkFills(e,t){let{plan:n,position:r}=await this.ctx.api.position(e),i=e=>e.flatMap(({before:e,sold:t,filled:n})=>e&&(n||t>0)?[[e.value,t,n]]:[]),a=u(n,r.take_profit),o=this.plan?u(this.plan,e.take_profit):[];if(JSON.stringify(i(a))!==JSON.stringify(i(o)))throw this.plan=n,this.position=r,this.setTargets([...a,...t.filter(e=>!e.before)]),Error(this.ctx.t(`exits.filled_meanwhile`))}static{this.styles=[c.styles,o`
      .target {
        align-items: end;
        display: grid;
        gap: 8px;
        grid-template-columns: 1.2fr 1fr 0.8fr auto;
      }
      .sold {
        grid-column: 1 / -1;
        margin: 0;
      }
      .target-filled {
        color: var(--secondary-text-color);
        display: flex;
        gap: 8px;
        margin: 8px 0;
      }
      .add {
        margin-top: 12px;
      }
      .check {
        align-items: center;
        display: flex;
        gap: 12px;
        margin-top: 8px;
      }
      .check input {
        accent-color: var(--th-link);
        flex: none;
        height: 20px;
        width: 20px;
      }
      @media (max-width: 480px) {
        .target {
          gap: 4px;
          grid-template-columns: 1.3fr 1fr 0.8fr 32px;
        }
        .target .field {
          padding-inline: 6px;
        }
        .target .icon-button {
          width: 32px;
        }
      }
    `]}};e([r()],C.prototype,`plan`,void 0),e([r()],C.prototype,`wanted`,void 0),C=e([n(`tradehook-exits-dialog`)],C);function w(){return{stop:`keep`,stopValue:``,limitPrice:``,keepProtection:!0,targets:void 0,cancelEntries:!1,autoClose:`keep`,minutes:`60`}}function T(e){return{kind:`price_percentage`,value:``,share:d(e),sold:0,rest:{},filled:!1}}export{C as ExitsDialog};